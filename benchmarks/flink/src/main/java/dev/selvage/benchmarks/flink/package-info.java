/** The workloads as jobs of Apache Flink, in the form that Flink's documentation recommends. */
package dev.selvage.benchmarks.flink;
