/** Environment, file names and main classes on which client, ApplicationMaster and containers agree. */
package dev.selvage.core.launch;
