package dev.selvage.core.id;

/** One assignment of a job's subtasks to slots, counted within the job from 1; a region restart makes a new one. */
public record DeploymentNumber(long number) implements Comparable<DeploymentNumber> {

    public DeploymentNumber {
        if (number < 1) {
            throw new IllegalArgumentException("expected a deployment number of 1 or more, but found " + number);
        }
    }

    public DeploymentNumber next() {
        return new DeploymentNumber(number + 1);
    }

    @Override
    public int compareTo(DeploymentNumber other) {
        return Long.compare(number, other.number);
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
