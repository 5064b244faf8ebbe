package dev.selvage.core.id;

import java.util.random.RandomGenerator;

/** One operator chain of a job's graph; the same in every run of that graph. */
public record VertexId(long high, long low) implements Comparable<VertexId> {

    /** The identifier that the 32 hex digits stand for. */
    public static VertexId parse(String text) {
        return new VertexId(Hex128.high(text), Hex128.low(text));
    }

    public static VertexId random(RandomGenerator random) {
        return new VertexId(random.nextLong(), random.nextLong());
    }

    @Override
    public int compareTo(VertexId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return Hex128.format(high, low);
    }
}
