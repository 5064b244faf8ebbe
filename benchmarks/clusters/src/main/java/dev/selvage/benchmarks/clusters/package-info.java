/** Clusters of real processes on this machine, for reports about them. */
package dev.selvage.benchmarks.clusters;
