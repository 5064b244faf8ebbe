/** The states of a job, from submitted to finished. */
package dev.selvage.core.jobmanager.lifecycle;
