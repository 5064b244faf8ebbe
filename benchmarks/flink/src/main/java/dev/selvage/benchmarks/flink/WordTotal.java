package dev.selvage.benchmarks.flink;

import java.io.Serializable;

/** A result of W4. */
public final class WordTotal implements Serializable {
    public String word = "";
    public long count;

    public WordTotal() {}
}
