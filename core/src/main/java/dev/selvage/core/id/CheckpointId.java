package dev.selvage.core.id;

/** One checkpoint of one job; counted from 1, never used twice. */
public record CheckpointId(long number) implements Comparable<CheckpointId> {

    public CheckpointId {
        if (number < 1) {
            throw new IllegalArgumentException("expected a checkpoint id of 1 or more, but found " + number);
        }
    }

    public CheckpointId next() {
        return new CheckpointId(number + 1);
    }

    @Override
    public int compareTo(CheckpointId other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
