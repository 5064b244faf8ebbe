/** What is left to be read of an application that has ended: the ApplicationMaster writes it, and the command line shows it. */
package dev.selvage.platform.history;
