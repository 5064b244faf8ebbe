/** Calls {@code main()} of a user's program in the ApplicationMaster, and hands its jobs to the JobManager beside it. */
package dev.selvage.am.program;
