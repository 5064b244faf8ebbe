/** The workloads on Selvage, through its public API alone. */
package dev.selvage.benchmarks.selvage;
