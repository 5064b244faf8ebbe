/** What tests of several packages need: waiting for conditions, and child processes. */
package dev.selvage.platform;
