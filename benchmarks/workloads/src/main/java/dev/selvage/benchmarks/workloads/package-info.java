/** The workloads as data, and the meter that reads every engine in the same way. Nothing here knows an engine. */
package dev.selvage.benchmarks.workloads;
