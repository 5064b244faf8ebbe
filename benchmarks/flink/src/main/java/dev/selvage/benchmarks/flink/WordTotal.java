package dev.selvage.benchmarks.flink;

/** A result of W4. */
public final class WordTotal implements java.io.Serializable {
    public String word = "";
    public long count;

    public WordTotal() {}
}
