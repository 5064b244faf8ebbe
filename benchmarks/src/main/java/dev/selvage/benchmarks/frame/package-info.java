/** Runs engines against each other: starts their processes, measures all in the same way, and tells the difference. */
package dev.selvage.benchmarks.frame;
