/** One class per command of the command line. */
package dev.selvage.client.command;
