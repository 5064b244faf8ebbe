package dev.selvage.benchmarks.selvage;

/** Count and sum of one key: what W1 and W5 keep. */
record Totals(long count, long sum) {

    static final Totals NONE = new Totals(0, 0);

    Totals add(long value) {
        return new Totals(count + 1, sum + value);
    }
}
