/** Carries out storage and leadership actions for the JobManager and reports what came of them. */
package dev.selvage.jobmanager.store;
