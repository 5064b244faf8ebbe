package dev.selvage.core.plan;

import dev.selvage.core.id.SubtaskId;
import java.util.List;

/** Subtasks connected by channels. One that fails takes the others along, and nobody else. */
public record Region(int number, List<SubtaskId> subtasks) {

    public Region {
        subtasks = List.copyOf(subtasks);
    }
}
