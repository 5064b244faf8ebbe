package dev.selvage.core.message;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import java.util.List;

/** What a TaskManager says to the JobManager. One meant for another epoch is dropped, but for a hello. */
public sealed interface TaskManagerMessage {

    /** The leader to whom it is said; in a hello, the highest seen so far. */
    LeaderEpoch epoch();

    /**
     * The first message on a connection: who it is and what it runs at present. No message of an earlier connection is
     * said again, since what matters is the present.
     *
     * @param tasks all that run, and those that are over and not replaced by a later deployment
     * @param seen per job of these tasks, the highest checkpoint that anything was heard of
     */
    record Hello(LeaderEpoch epoch, Peer sender, int slots, List<TaskReport> tasks, List<SeenCheckpoint> seen)
            implements TaskManagerMessage {

        public Hello {
            tasks = List.copyOf(tasks);
            seen = List.copyOf(seen);
        }
    }

    /** A checkpoint of a job that was triggered, decided or aborted, under whatever leader, or of which a barrier came. */
    record SeenCheckpoint(JobId job, CheckpointId checkpoint) {}

    /** A task is in another state than before. */
    record TaskStateChanged(LeaderEpoch epoch, TaskReport report) implements TaskManagerMessage {}

    /** All this TaskManager's tasks that take part in the checkpoint have made their part of it durable; said once. */
    record CheckpointAcknowledged(LeaderEpoch epoch, JobId job, CheckpointId checkpoint, List<TaskSnapshot> snapshots)
            implements TaskManagerMessage {

        public CheckpointAcknowledged {
            snapshots = List.copyOf(snapshots);
        }
    }

    /** A task cannot take part in the checkpoint, so that it will not be. */
    record CheckpointDeclined(LeaderEpoch epoch, CheckpointId checkpoint, TaskId task, Failure reason)
            implements TaskManagerMessage {}

    /** The TaskManager is there. */
    record TaskManagerHeartbeat(LeaderEpoch epoch) implements TaskManagerMessage {}
}
