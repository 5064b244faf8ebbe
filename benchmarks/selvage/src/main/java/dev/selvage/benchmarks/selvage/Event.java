package dev.selvage.benchmarks.selvage;

/** The record of W1, W2, W3 and W5. */
record Event(long key, long value, long eventTime) {}
