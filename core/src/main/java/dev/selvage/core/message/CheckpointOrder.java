package dev.selvage.core.message;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import java.util.Optional;

/**
 * What barriers say.
 *
 * @param epoch the leader that triggered it; every file that is written for it has it in its name
 * @param directory where a savepoint's snapshots go; those of checkpoints have their place
 */
public record CheckpointOrder(
        LeaderEpoch epoch,
        CheckpointId checkpoint,
        CheckpointKind kind,
        long triggeredAtMillis,
        Optional<String> directory) {

    /**
     * How the file of a task's snapshot is called: no other task, deployment, checkpoint or leader takes the same name, so that
     * nothing is ever overwritten. Those of a savepoint are called by their full names, since they lie elsewhere.
     */
    public String fileOf(TaskId task) {
        String name = checkpoint + "-" + task.subtask() + "-" + task.deployment() + "-" + epoch;
        return directory.map(place -> place + "/" + name).orElse(name);
    }

    /** Whether a file of this name, in its directory, was written for this order. */
    public boolean hasFile(String name) {
        return name.startsWith(checkpoint + "-") && name.endsWith("-" + epoch);
    }
}
