/** The workloads as pipelines of Hazelcast Jet, in the form that its documentation recommends. */
package dev.selvage.benchmarks.jet;
