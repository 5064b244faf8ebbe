package dev.selvage.benchmarks.workloads;

/**
 * The key of a number. The size of the key space is a constant of the process, so that the compiler divides by a constant: with a
 * variable, the division would be the most expensive part of the bare loop.
 */
public final class Keys {

    /** The property by which a process is told its key space. */
    public static final String PROPERTY = "selvage.benchmark.keys";

    private static final long KEYS = Long.getLong(PROPERTY, Workload.W1.keys());

    private Keys() {}

    public static long of(long number) {
        return (mix64(number) >>> 1) % KEYS;
    }

    /** SplitMix64's finaliser. */
    public static long mix64(long number) {
        long z = number;
        z ^= z >>> 30;
        z *= 0xbf58476d1ce4e5b9L;
        z ^= z >>> 27;
        z *= 0x94d049bb133111ebL;
        z ^= z >>> 31;
        return z;
    }
}
