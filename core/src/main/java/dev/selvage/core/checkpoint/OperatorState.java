package dev.selvage.core.checkpoint;

import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.List;
import java.util.Optional;

/**
 * All state of one operator in a checkpoint.
 *
 * @param uid what its author called it, for people who read a manifest
 * @param finished subtasks that had finished for good; they have no part
 */
public record OperatorState(
        OperatorId operator,
        String name,
        Optional<String> uid,
        int parallelism,
        int maxParallelism,
        List<Part> parts,
        List<Integer> finished) {

    public OperatorState {
        parts = List.copyOf(parts);
        finished = List.copyOf(finished);
    }

    /**
     * State of one subtask.
     *
     * @param keyGroups whose keys it holds, if it is keyed
     */
    public record Part(int subtask, SnapshotHandle handle, Optional<KeyGroupRange> keyGroups, List<ListState> lists) {

        public Part {
            lists = List.copyOf(lists);
        }
    }

    public boolean isKeyed() {
        return parts.stream().anyMatch(part -> part.keyGroups().isPresent());
    }
}
