/** The workloads as bare loops: what this machine can do without exchange, checkpoints, output, or anything between. */
package dev.selvage.benchmarks.loop;
