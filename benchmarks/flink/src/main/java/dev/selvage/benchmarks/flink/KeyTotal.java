package dev.selvage.benchmarks.flink;

/** What W1 and W5 keep per key, and give out. */
public final class KeyTotal {
    public long key;
    public long count;
    public long sum;

    public KeyTotal() {}

    KeyTotal(long key) {
        this.key = key;
    }
}
