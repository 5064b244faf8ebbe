package dev.selvage.core.message;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.List;
import java.util.Optional;

/** What the JobManager says to a TaskManager, in order, on one connection. One of a lower epoch than the highest seen is dropped. */
public sealed interface LeaderMessage {

    /** The leader that says so. */
    LeaderEpoch epoch();

    /**
     * Start these tasks. Users' functions are found by job and operator.
     *
     * @param checkpointing whether tasks at the end of their input wait for a checkpoint before they are finished
     * @param placements where all tasks of this deployment run; whoever they have channels with is among them, and has
     *     their deployment's number
     * @param peers the TaskManagers of those
     */
    record Deploy(
            LeaderEpoch epoch,
            ExecutionPlan plan,
            boolean checkpointing,
            List<TaskDeployment> tasks,
            List<Placement> placements,
            List<Peer> peers)
            implements LeaderMessage {

        public Deploy {
            tasks = List.copyOf(tasks);
            placements = List.copyOf(placements);
            peers = List.copyOf(peers);
        }

        /** Where a subtask of this deployment runs. */
        public Optional<Peer> peerOf(SubtaskId subtask) {
            return placements.stream()
                    .filter(placement -> placement.vertex().equals(subtask.vertex()))
                    .map(placement -> placement.peers().get(subtask.index()))
                    .filter(place -> place != Placement.ELSEWHERE)
                    .map(peers::get)
                    .findFirst();
        }

        @Override
        public String toString() {
            return "Deploy" + tasks;
        }
    }

    /** Stop these tasks, after what was said before; tell when they have stopped. */
    record CancelTasks(LeaderEpoch epoch, List<TaskId> tasks) implements LeaderMessage {

        public CancelTasks {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * These tasks will take part in this checkpoint soon, if nothing comes between: what takes time may be done before, such
     * as beginning a file. Nothing is owed: the trigger that follows may be of another checkpoint, and of a moment that is
     * not quite the one told here.
     */
    record AnnounceCheckpoint(LeaderEpoch epoch, JobId job, CheckpointOrder order, List<TaskId> tasks)
            implements LeaderMessage {

        public AnnounceCheckpoint {
            tasks = List.copyOf(tasks);
        }
    }

    /** These tasks take part in a checkpoint: sources send barriers, tasks at the end of their input snapshot, others wait for barriers. */
    record TriggerCheckpoint(LeaderEpoch epoch, JobId job, CheckpointOrder order, List<TaskId> tasks)
            implements LeaderMessage {

        public TriggerCheckpoint {
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * The checkpoint can be restored from, whatever fails next: these tasks commit all that they wrote up to it. Nobody else
     * does: what a superseded deployment wrote is read again by the present one.
     */
    record CheckpointDecided(LeaderEpoch epoch, JobId job, CheckpointId checkpoint, List<TaskId> tasks)
            implements LeaderMessage {

        public CheckpointDecided {
            tasks = List.copyOf(tasks);
        }
    }

    /** The checkpoint will not be: whoever waits for its barriers goes on. Transactions stay. */
    record CheckpointAborted(LeaderEpoch epoch, JobId job, CheckpointId checkpoint) implements LeaderMessage {}

    /** Nothing of this job is needed any more: whatever of it still runs is stopped, and forgotten. */
    record JobEnded(LeaderEpoch epoch, JobId job) implements LeaderMessage {}

    /** The leader is there. */
    record LeaderHeartbeat(LeaderEpoch epoch) implements LeaderMessage {}
}
