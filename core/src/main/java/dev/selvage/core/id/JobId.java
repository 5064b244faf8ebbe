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

    /** The identifier that comes of a text, the same each time: what is recorded is found again by it. */
    public static JobId derivedFrom(String text) {
        Digest128 digest = Digest128.of("job " + text);
        return new JobId(digest.high(), digest.low());
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
