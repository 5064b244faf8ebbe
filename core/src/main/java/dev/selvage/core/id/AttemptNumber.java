package dev.selvage.core.id;

/** One run of the ApplicationMaster, counted by YARN from 1. It says who may try to lead, not who does. */
public record AttemptNumber(long number) implements Comparable<AttemptNumber> {

    public AttemptNumber {
        if (number < 1) {
            throw new IllegalArgumentException("expected an attempt of 1 or more, but found " + number);
        }
    }

    public AttemptNumber next() {
        return new AttemptNumber(number + 1);
    }

    @Override
    public int compareTo(AttemptNumber other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
