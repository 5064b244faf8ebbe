package dev.selvage.benchmarks.selvage;

/** What W1 and W5 give out. */
record KeyTotal(long key, long count, long sum) {}
