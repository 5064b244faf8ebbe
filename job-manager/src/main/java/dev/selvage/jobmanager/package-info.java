/** The JobManager process: hosts core's machines, carries out what they decide, and reports back. */
package dev.selvage.jobmanager;
