/** Wires the command line together; nothing else. */
package dev.selvage.client;
