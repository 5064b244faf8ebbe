package dev.selvage.core.id;

import java.util.random.RandomGenerator;

/** One job, for as long as anything of it is stored. */
public record JobId(long high, long low) implements Comparable<JobId> {

    /** The identifier that the 32 hex digits stand for. */
    public static JobId parse(String text) {
        return new JobId(Hex128.high(text), Hex128.low(text));
    }

    public static JobId random(RandomGenerator random) {
        return new JobId(random.nextLong(), random.nextLong());
    }

    @Override
    public int compareTo(JobId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return Hex128.format(high, low);
    }
}
