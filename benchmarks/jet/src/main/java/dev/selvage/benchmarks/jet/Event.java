package dev.selvage.benchmarks.jet;

/** The record of W1, W2, W3 and W5. Never changed, since Jet hands objects on by reference. */
record Event(long key, long value, long eventTime) {}
