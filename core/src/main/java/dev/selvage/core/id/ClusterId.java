package dev.selvage.core.id;

/** One cluster under one root in the store: the application's id on YARN, a chosen name elsewhere. */
public record ClusterId(String name) implements Comparable<ClusterId> {

    public ClusterId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name for a ClusterId, but found none");
        }
    }

    @Override
    public int compareTo(ClusterId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
