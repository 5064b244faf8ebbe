package dev.selvage.benchmarks.flink;

/** A result of W2. */
public final class WindowTotal {
    public long key;
    public long windowEnd;
    public long count;

    public WindowTotal() {}

    WindowTotal(long key, long windowEnd, long count) {
        this.key = key;
        this.windowEnd = windowEnd;
        this.count = count;
    }
}
