/** Process start and stop: ordered steps, exit codes that mean something, uncaught faults. */
package dev.selvage.platform.process;
