package dev.selvage.core.simulation.job.watch;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.jobmanager.JobAction;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.message.LeaderMessage;
import java.util.Optional;

/** Whether what a leader orders is its own to order. */
public final class LeaderOrders {

    private LeaderOrders() {}

    /** What it says or wants written under an epoch that is not its own. */
    public static Optional<String> foreign(LeaderEpoch own, JobManagerAction action) {
        return epochOf(action)
                .filter(epoch -> !epoch.equals(own))
                .map(epoch -> "of epoch " + own + " ordered under epoch " + epoch + ": " + action);
    }

    /** The job whose tasks or records an order is about. */
    public static Optional<JobId> jobOf(JobManagerAction action) {
        if (action instanceof JobManagerAction.OfJob of) {
            return Optional.of(of.job());
        } else if (action instanceof JobManagerAction.Send send) {
            if (send.message() instanceof LeaderMessage.Deploy it) {
                return Optional.of(it.plan().job());
            } else if (send.message() instanceof LeaderMessage.CancelTasks it) {
                return it.tasks().stream().map(TaskId::job).findFirst();
            } else if (send.message() instanceof LeaderMessage.JobEnded it) {
                return Optional.of(it.job());
            }
        }
        return Optional.empty();
    }

    private static Optional<LeaderEpoch> epochOf(JobManagerAction action) {
        if (action instanceof JobManagerAction.Send it) {
            return Optional.of(it.message().epoch());
        } else if (action instanceof JobManagerAction.OfJob of) {
            return epochOf(of.action());
        }
        return Optional.empty();
    }

    private static Optional<LeaderEpoch> epochOf(JobAction action) {
        if (action instanceof JobAction.WriteDeployment it) {
            return Optional.of(it.record().epoch());
        } else if (action instanceof JobAction.WritePointer it) {
            return Optional.of(it.pointer().epoch());
        } else if (action instanceof JobAction.WriteManifest it) {
            return Optional.of(it.manifest().epoch());
        }
        return Optional.empty();
    }
}
