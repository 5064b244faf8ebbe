package dev.selvage.core.message;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;

/**
 * What barriers say.
 *
 * @param epoch the leader that triggered it; every file that is written for it has it in its name
 * @param directory where the snapshots and the manifest go: of this checkpoint alone, or chosen for a savepoint
 */
public record CheckpointOrder(
        LeaderEpoch epoch, CheckpointId checkpoint, CheckpointKind kind, long triggeredAtMillis, String directory) {

    /**
     * The full name of the file with a task's snapshot: no other task, deployment, checkpoint or leader takes the same one, so
     * that nothing is ever overwritten.
     */
    public String fileOf(TaskId task) {
        return directory + "/" + checkpoint + "-" + task.subtask() + "-" + task.deployment() + "-" + epoch;
    }

    /** Whether its user chose the directory, so that only what was written for it may be deleted there. */
    public boolean isSavepoint() {
        return kind == CheckpointKind.SAVEPOINT;
    }

    /** Whether a file of this name, in its directory, was written for this order. */
    public boolean hasFile(String name) {
        return name.startsWith(checkpoint + "-") && name.endsWith("-" + epoch);
    }
}
