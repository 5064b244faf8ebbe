/** One job after the other under a JobManager and TaskManagers, with small models of tasks, channels, storage and a transactional sink. */
package dev.selvage.core.simulation.job;
