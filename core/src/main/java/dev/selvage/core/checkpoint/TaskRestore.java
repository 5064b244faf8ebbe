package dev.selvage.core.checkpoint;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.List;
import java.util.Optional;

/**
 * What a task begins with.
 *
 * @param finished whether it had finished for good: it ends its outputs at once, runs nothing and is finished
 * @param operators what to read, per operator; operators without state are left out
 */
public record TaskRestore(CheckpointId checkpoint, boolean finished, List<OperatorShare> operators) {

    public TaskRestore {
        operators = List.copyOf(operators);
    }

    /** All that one operator reads. */
    public record OperatorShare(OperatorId operator, List<Share> shares) {

        public OperatorShare {
            shares = List.copyOf(shares);
        }
    }

    /**
     * What is to be read of one snapshot.
     *
     * @param subtask whose snapshot it was
     * @param keyGroups the keys to read, if it is keyed
     */
    public record Share(int subtask, SnapshotHandle handle, Optional<KeyGroupRange> keyGroups, List<ListShare> lists) {

        public Share {
            lists = List.copyOf(lists);
        }
    }

    /** Neighbouring entries of a list. */
    public record ListShare(String name, int first, int count) {}
}
