/** Calls {@code main()} of users' programs: for the command line in its own process, for a JobManager in one beside it. */
package dev.selvage.local.program;
