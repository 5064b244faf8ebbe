package dev.selvage.core.jobmanager;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import java.util.List;
import java.util.TreeSet;

/** Stands between a JobManager and the world: keeps what it was told, and holds each of its orders against that. */
final class JobManagerOrders {

    private final LeaderEpoch epoch;
    private final TreeSet<Long> open = new TreeSet<>();
    private final TreeSet<JobId> jobs = new TreeSet<>();
    private final TreeSet<JobId> ended = new TreeSet<>();
    private final TreeSet<DeploymentNumber> recorded = new TreeSet<>();
    private final TreeSet<CheckpointId> manifests = new TreeSet<>();
    private final TreeSet<CheckpointId> decided = new TreeSet<>();
    private boolean steppedDown;

    JobManagerOrders(LeaderEpoch epoch) {
        this.epoch = epoch;
    }

    boolean steppedDown() {
        return steppedDown;
    }

    void told(JobManagerEvent event) {
        if (event instanceof JobManagerEvent.Heard it && it.message() instanceof TaskManagerMessage.Hello) {
            open.add(it.connection());
        } else if (event instanceof JobManagerEvent.Disconnected it) {
            open.remove(it.connection());
        } else if (event instanceof JobManagerEvent.JobAccepted it) {
            jobs.add(it.plan().job());
        } else if (event instanceof JobManagerEvent.JobForgotten it && ended.remove(it.job())) {
            // Accepted again it is another job, of which nothing is known.
            jobs.remove(it.job());
        } else if (event instanceof JobManagerEvent.ForJob it) {
            told(it.event());
        }
    }

    private void told(JobEvent event) {
        if (event instanceof JobEvent.DeploymentWritten it && it.outcome() == WriteOutcome.WRITTEN) {
            recorded.add(it.deployment());
        } else if (event instanceof JobEvent.ManifestWritten it && it.outcome() == WriteOutcome.WRITTEN) {
            manifests.add(it.checkpoint());
        } else if (event instanceof JobEvent.PointerWritten it && it.outcome() == WriteOutcome.WRITTEN) {
            decided.add(it.checkpoint());
        }
    }

    void ordered(List<JobManagerAction> orders) {
        for (JobManagerAction order : orders) {
            demand(!steppedDown, "to order nothing once it has stepped down", order);
            if (order instanceof JobManagerAction.Send it) {
                demand(open.contains(it.connection()), "to speak on open connections", order);
                demand(it.message().epoch().equals(epoch), "to speak as the leader that it is", order);
                said(it.message());
            } else if (order instanceof JobManagerAction.HangUp it) {
                demand(open.remove(it.connection()), "to hang up what is open", order);
            } else if (order instanceof JobManagerAction.OfJob it) {
                demand(jobs.contains(it.job()), "to order what belongs to jobs that were accepted", order);
                demand(!ended.contains(it.job()), "to order nothing for a job that has ended", order);
                wanted(it.job(), it.action());
            } else if (order instanceof JobManagerAction.StepDown) {
                demand(orders.size() == 1, "to step down and do nothing else", orders);
                steppedDown = true;
            }
        }
    }

    private void said(LeaderMessage message) {
        if (message instanceof LeaderMessage.Deploy it) {
            boolean isRecorded = it.tasks().stream()
                    .allMatch(task -> recorded.contains(task.task().deployment()));
            demand(isRecorded, "to deploy what is recorded", message);
        } else if (message instanceof LeaderMessage.CheckpointDecided it) {
            demand(decided.contains(it.checkpoint()), "to tell what is decided", message);
        }
    }

    private void wanted(JobId job, JobAction action) {
        if (action instanceof JobAction.WriteDeployment it) {
            demand(it.record().epoch().equals(epoch), "to write as the leader that it is", action);
        } else if (action instanceof JobAction.WriteManifest it) {
            demand(it.order().epoch().equals(epoch), "to write as the leader that it is", action);
        } else if (action instanceof JobAction.WritePointer it) {
            demand(it.pointer().epoch().equals(epoch), "to write as the leader that it is", action);
            demand(manifests.contains(it.decides()), "to decide what has a manifest", action);
        } else if (action instanceof JobAction.DeleteCheckpoint it) {
            boolean isSuperseded = decided.stream()
                    .anyMatch(later -> later.compareTo(it.checkpoint().checkpoint()) > 0);
            demand(isSuperseded, "to delete what is older than a decided checkpoint", action);
        } else if (action instanceof JobAction.Ended || action instanceof JobAction.Suspended) {
            ended.add(job);
        } else {
            boolean isForOthers = action instanceof JobAction.Say || action instanceof JobAction.StepDown;
            demand(!isForOthers, "to have carried out what concerns itself", action);
        }
    }

    static void demand(boolean holds, String wanted, Object found) {
        if (!holds) {
            throw new AssertionError("expected a JobManager " + wanted + ", but found " + found);
        }
    }
}
