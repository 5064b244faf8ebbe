/** How a JobManager in an ApplicationMaster gets its containers from the simulated YARN, and what it may not do on the way. */
package dev.selvage.core.simulation.job.yarn;
