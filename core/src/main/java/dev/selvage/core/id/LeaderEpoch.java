package dev.selvage.core.id;

/** One term of leadership; strictly rising, granted only by the store's compare-and-set. 0 is before the first. */
public record LeaderEpoch(long number) implements Comparable<LeaderEpoch> {

    public LeaderEpoch {
        if (number < 0) {
            throw new IllegalArgumentException("expected an epoch of 0 or more, but found " + number);
        }
    }

    public LeaderEpoch next() {
        return new LeaderEpoch(number + 1);
    }

    @Override
    public int compareTo(LeaderEpoch other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
