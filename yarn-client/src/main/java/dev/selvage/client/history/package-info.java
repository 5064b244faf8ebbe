/** The command that shows applications which have ended. */
package dev.selvage.client.history;
