package dev.selvage.core.taskmanager;

import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Stands between a TaskManager's control side and the world: keeps what it was told, and holds each of its orders against that. */
final class TaskManagerOrders {

    private final Set<String> leaders = new HashSet<>();
    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<Long> greeted = new TreeSet<>();
    private final TreeSet<TaskId> deployed = new TreeSet<>();
    private final TreeSet<TaskId> started = new TreeSet<>();
    private final TreeSet<TaskId> running = new TreeSet<>();
    private final Set<TaskSnapshot> snapshots = new HashSet<>();
    private LeaderEpoch highest = new LeaderEpoch(0);
    private boolean exited;

    boolean exited() {
        return exited;
    }

    void told(TaskManagerEvent event) {
        if (event instanceof TaskManagerEvent.LeaderFound it) {
            leaders.add(it.address());
            raiseTo(it.epoch());
        } else if (event instanceof TaskManagerEvent.Connected it) {
            if (open.add(it.connection())) {
                greeted.remove(it.connection());
            }
        } else if (event instanceof TaskManagerEvent.Disconnected it) {
            open.remove(it.connection());
        } else if (event instanceof TaskManagerEvent.Heard it && open.contains(it.connection())) {
            raiseTo(it.message().epoch());
            if (it.message().epoch().equals(highest)) {
                told(it.message());
            }
        } else if (event instanceof TaskManagerEvent.TaskFinished it) {
            running.remove(it.task());
        } else if (event instanceof TaskManagerEvent.TaskFailed it) {
            running.remove(it.task());
        } else if (event instanceof TaskManagerEvent.TaskCancelled it) {
            running.remove(it.task());
        } else if (event instanceof TaskManagerEvent.SnapshotWritten it) {
            snapshots.add(it.snapshot());
        }
    }

    private void told(LeaderMessage message) {
        if (message instanceof LeaderMessage.Deploy it) {
            it.tasks().forEach(task -> deployed.add(task.task()));
        } else if (message instanceof LeaderMessage.JobEnded it) {
            // From here on nothing is left to know an earlier deployment by; no leader deploys what has ended.
            started.removeIf(task -> task.job().equals(it.job()));
        }
    }

    private void raiseTo(LeaderEpoch epoch) {
        highest = epoch.compareTo(highest) > 0 ? epoch : highest;
    }

    void ordered(List<TaskManagerAction> orders) {
        for (TaskManagerAction order : orders) {
            demand(!exited, "to order nothing after its exit", order);
            if (order instanceof TaskManagerAction.Dial it) {
                demand(leaders.contains(it.address()), "to dial leaders that were found", order);
            } else if (order instanceof TaskManagerAction.HangUp it) {
                demand(open.remove(it.connection()), "to hang up what is open", order);
            } else if (order instanceof TaskManagerAction.Say it) {
                said(it);
            } else if (order instanceof TaskManagerAction.StartTask it) {
                start(it.task().task());
            } else if (order instanceof TaskManagerAction.CancelTask it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.PrepareSnapshot it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.TriggerCheckpoint it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.CommitUpTo it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.GiveUpCheckpoints it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.HeedFrom it) {
                demandRunning(it.task(), order);
            } else if (order instanceof TaskManagerAction.ForgetJob it) {
                boolean isOver = running.stream().noneMatch(task -> task.job().equals(it.job()));
                demand(isOver, "to forget a job when nothing of it runs", order);
            } else if (order instanceof TaskManagerAction.Exit) {
                exited = true;
            }
        }
    }

    private void said(TaskManagerAction.Say say) {
        TaskManagerMessage message = say.message();
        demand(open.contains(say.connection()), "to speak on open connections", say);
        demand(message.epoch().equals(highest), "to speak to the highest leader that it knows", say);
        boolean isFirst = greeted.add(say.connection());
        demand(isFirst == message instanceof TaskManagerMessage.Hello, "to say hello once, and first", say);
        if (message instanceof TaskManagerMessage.CheckpointAcknowledged it) {
            demand(snapshots.containsAll(it.snapshots()), "to acknowledge what is durable", say);
        }
    }

    private void start(TaskId task) {
        demand(deployed.contains(task), "to start what is deployed", task);
        demand(started.add(task), "to start nothing twice", task);
        boolean isAlone = running.stream()
                .noneMatch(other ->
                        other.job().equals(task.job()) && other.subtask().equals(task.subtask()));
        demand(isAlone, "to start nothing beside an earlier deployment", task);
        running.add(task);
    }

    private void demandRunning(TaskId task, TaskManagerAction order) {
        demand(running.contains(task), "to order what concerns tasks that run", order);
    }

    static void demand(boolean holds, String wanted, Object found) {
        if (!holds) {
            throw new AssertionError("expected a TaskManager " + wanted + ", but found " + found);
        }
    }
}
