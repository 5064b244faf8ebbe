package dev.selvage.core.plan;

import java.util.stream.IntStream;

/** Neighbouring subtasks of a vertex, by index, from the first to the last, both included. */
public record SubtaskRange(int first, int last) {

    public int size() {
        return last - first + 1;
    }

    public boolean contains(int subtask) {
        return first <= subtask && subtask <= last;
    }

    public IntStream stream() {
        return IntStream.rangeClosed(first, last);
    }
}
