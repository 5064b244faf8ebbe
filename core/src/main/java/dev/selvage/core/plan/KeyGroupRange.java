package dev.selvage.core.plan;

import java.util.Optional;

/** Neighbouring key groups, from the first to the last, both included. */
public record KeyGroupRange(int first, int last) {

    public KeyGroupRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "expected key groups from 0 or more up to a higher one, but found " + first + " to " + last);
        }
    }

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int keyGroup) {
        return first <= keyGroup && keyGroup <= last;
    }

    /** What both have. */
    public Optional<KeyGroupRange> intersection(KeyGroupRange other) {
        int from = Math.max(first, other.first);
        int to = Math.min(last, other.last);
        return from <= to ? Optional.of(new KeyGroupRange(from, to)) : Optional.empty();
    }

    @Override
    public String toString() {
        return first + "-" + last;
    }
}
