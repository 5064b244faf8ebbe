package dev.selvage.core.checkpoint;

import dev.selvage.core.id.OperatorId;
import java.util.List;

/**
 * What one operator has in a subtask's snapshot.
 *
 * @param keyed whether there is keyed state, in the key groups of the subtask
 */
public record OperatorSnapshot(OperatorId operator, boolean keyed, List<ListState> lists) {

    public OperatorSnapshot {
        lists = List.copyOf(lists);
    }
}
