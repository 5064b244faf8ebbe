/** The command line: its entry point, and what all commands have in common. */
package dev.selvage.client;
