/** The entry point of a JobManager outside YARN, one of several with standbys. */
package dev.selvage.jobmanager.standalone;
