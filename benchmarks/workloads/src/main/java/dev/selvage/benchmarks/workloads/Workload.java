package dev.selvage.benchmarks.workloads;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The work that every engine does. Two splits, back-pressure instead of a rate (but for {@link #LATENCY}). */
public enum Workload {
    W1("W1", 100_000, "keyed count"),
    W2("W2", 100_000, "windowed count"),
    W3("W3", 100_000, "map and filter, no exchange"),
    W4("W4", 0, "word count, lines"),
    W5("W5", 5_000_000, "keyed count, large state"),
    /** W2 at a pace; what counts is how late a window's results reach the sink. */
    LATENCY("Latency", 100_000, "windowed count at 200,000 records/s");

    /** How many sources run side by side. */
    public static final int SPLITS = 2;

    /** Length of a window of W2, in event time. */
    public static final long WINDOW_MILLIS = 1_000;

    private final String label;
    private final long keys;
    private final String meaning;

    Workload(String label, long keys, String meaning) {
        this.label = label;
        this.keys = keys;
        this.meaning = meaning;
    }

    /** As people write it, and as it stands in results. */
    public String label() {
        return label;
    }

    public String meaning() {
        return meaning;
    }

    /** How many keys there are; 0 where keys are words. */
    public long keys() {
        return keys;
    }

    /** Records of one split that share a millisecond of event time. */
    public int recordsPerMilli() {
        return isPaced() ? 100 : 1_000;
    }

    /** Whether a record has to wait until the wall clock has reached its event time. */
    public boolean isPaced() {
        return this == LATENCY;
    }

    public boolean hasWindows() {
        return this == W2 || this == LATENCY;
    }

    public static Workload of(String label) {
        return Arrays.stream(values())
                .filter(workload -> workload.label.equalsIgnoreCase(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Expected a workload, one of "
                        + Arrays.stream(values()).map(Workload::label).collect(Collectors.joining(", "))
                        + ", but found " + label + "."));
    }
}
