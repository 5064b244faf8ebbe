/** Clusters of real processes on this machine, and jobs that run in them. */
package dev.selvage.it.process;
