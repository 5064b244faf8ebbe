package dev.selvage.benchmarks.selvage;

/** What W2 gives out. */
record WindowTotal(long key, long windowEnd, long count) {}
