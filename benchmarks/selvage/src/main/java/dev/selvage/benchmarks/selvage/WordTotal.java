package dev.selvage.benchmarks.selvage;

/** What W4 gives out. */
record WordTotal(String word, long count) {}
