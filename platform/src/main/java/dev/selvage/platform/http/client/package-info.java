/** Asks REST: for the command line, for programs that follow a job, and for tests. */
package dev.selvage.platform.http.client;
