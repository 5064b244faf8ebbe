/** The workloads on Selvage: jobs through its public API alone, and the processes that run them. */
package dev.selvage.benchmarks.selvage;
