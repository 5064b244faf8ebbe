package dev.selvage.core.id;

/** One parallel part of a vertex; counted from 0. */
public record SubtaskId(VertexId vertex, int index) implements Comparable<SubtaskId> {

    public SubtaskId {
        if (index < 0) {
            throw new IllegalArgumentException("expected a subtask index of 0 or more, but found " + index);
        }
    }

    @Override
    public int compareTo(SubtaskId other) {
        // By hand: large jobs have them in many sorted maps.
        int byVertex = vertex.compareTo(other.vertex);
        return byVertex != 0 ? byVertex : Integer.compare(index, other.index);
    }

    @Override
    public String toString() {
        return vertex + "_" + index;
    }
}
