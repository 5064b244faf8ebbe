/** What is measured, on us, on our peers, and on a bare loop: the same work in the same run. */
package dev.selvage.benchmarks;
