package dev.selvage.core.id;

/** One TaskManager process: its container's id on YARN, its host and process id elsewhere. */
public record TaskManagerId(String name) implements Comparable<TaskManagerId> {

    public TaskManagerId {
        if (name.isBlank()) {
            throw new IllegalArgumentException("expected a name for a TaskManagerId, but found none");
        }
    }

    @Override
    public int compareTo(TaskManagerId other) {
        return name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return name;
    }
}
