package dev.selvage.benchmarks.failover;

/**
 * What one death came to.
 *
 * @param what died
 * @param gapMillis the longest time in which any subtask wrote nothing
 * @param resumedMillis from the death until all subtasks wrote again
 */
record Outage(String what, double gapMillis, double resumedMillis) {}
