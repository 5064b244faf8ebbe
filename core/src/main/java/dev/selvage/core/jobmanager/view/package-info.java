/** How a cluster and its jobs stand at one moment, for whoever wants to see it. */
package dev.selvage.core.jobmanager.view;
