package dev.selvage.core.plan;

/** Key groups from {@code first} up to, and without, {@code end}; there may be none. */
public record KeyGroupRange(int first, int end) {

    public KeyGroupRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("expected a range of key groups, but found " + first + " to " + end);
        }
    }

    public int size() {
        return end - first;
    }

    public boolean contains(int group) {
        return group >= first && group < end;
    }

    /** Whether some group is in both. */
    public boolean intersects(KeyGroupRange other) {
        return Math.max(first, other.first) < Math.min(end, other.end);
    }
}
