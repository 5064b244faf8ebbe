package dev.selvage.core.id;

import java.util.Comparator;

/** One parallel part of a vertex; counted from 0. */
public record SubtaskId(VertexId vertex, int index) implements Comparable<SubtaskId> {

    private static final Comparator<SubtaskId> ORDER =
            Comparator.comparing(SubtaskId::vertex).thenComparingInt(SubtaskId::index);

    public SubtaskId {
        if (index < 0) {
            throw new IllegalArgumentException("expected a subtask index of 0 or more, but found " + index);
        }
    }

    @Override
    public int compareTo(SubtaskId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return vertex + "_" + index;
    }
}
