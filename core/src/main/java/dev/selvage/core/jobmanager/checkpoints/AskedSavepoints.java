package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.failure.Failure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** The savepoints that users have asked for and that have not begun, by their directories. */
final class AskedSavepoints {

    private final ArrayDeque<String> waiting = new ArrayDeque<>();
    /** Those that the job is to stop with, also once they have begun. */
    private final TreeSet<String> last = new TreeSet<>();

    void ask(String directory, boolean thenStop) {
        waiting.add(directory);
        if (thenStop) {
            last.add(directory);
        }
    }

    boolean isAnyAsked() {
        return !waiting.isEmpty();
    }

    Optional<String> next() {
        return Optional.ofNullable(waiting.poll());
    }

    boolean isLast(String directory) {
        return last.contains(directory);
    }

    List<CheckpointAction> refuseAll(Failure reason) {
        List<CheckpointAction> actions = new ArrayList<>();
        waiting.forEach(directory -> actions.add(new CheckpointAction.SavepointFailed(directory, reason)));
        waiting.clear();
        return actions;
    }
}
