package dev.selvage.core.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction;
import dev.selvage.core.jobmanager.checkpoints.CheckpointHistory;
import dev.selvage.core.message.LeaderMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what the coordinator wants to those whom it concerns. */
final class CheckpointRouting {

    private final JobId job;
    private final LeaderEpoch epoch;
    private final Deployments deployments;
    private final CheckpointHistory history;
    /** The checkpoint that was given up last. */
    private Optional<CheckpointId> aborted = Optional.empty();

    CheckpointRouting(JobId job, LeaderEpoch epoch, Deployments deployments, CheckpointHistory history) {
        this.job = job;
        this.epoch = epoch;
        this.deployments = deployments;
        this.history = history;
    }

    /** Everything but what changes the job itself. */
    List<JobAction> route(CheckpointAction action, long nowMillis) {
        history.follow(action, nowMillis);
        if (action instanceof CheckpointAction.Announce it) {
            List<JobAction> actions =
                    byPlace(it.tasks(), tasks -> new LeaderMessage.AnnounceCheckpoint(epoch, job, it.order(), tasks));
            actions.add(new JobAction.PrepareManifest(it.order()));
            return actions;
        } else if (action instanceof CheckpointAction.Trigger it) {
            return byPlace(it.tasks(), tasks -> new LeaderMessage.TriggerCheckpoint(epoch, job, it.order(), tasks));
        } else if (action instanceof CheckpointAction.WriteManifest it) {
            return List.of(new JobAction.WriteManifest(it.manifest(), it.order()));
        } else if (action instanceof CheckpointAction.WritePointer it) {
            return List.of(new JobAction.WritePointer(it.pointer(), it.decides()));
        } else if (action instanceof CheckpointAction.TellDecided it) {
            return byPlace(
                    it.tasks(), tasks -> new LeaderMessage.CheckpointDecided(epoch, job, it.checkpoint(), tasks));
        } else if (action instanceof CheckpointAction.TellAborted it) {
            aborted = Optional.of(it.checkpoint());
            return everybody(new LeaderMessage.CheckpointAborted(epoch, job, it.checkpoint()));
        } else if (action instanceof CheckpointAction.DeleteObsolete it) {
            return List.of(new JobAction.DeleteCheckpoint(it.checkpoint()));
        } else if (action instanceof CheckpointAction.DeleteAborted it) {
            return List.of(new JobAction.DeleteAborted(it.order()));
        } else if (action instanceof CheckpointAction.SavepointDone it) {
            return List.of(new JobAction.SavepointDone(it.directory(), it.savepoint()));
        } else if (action instanceof CheckpointAction.SavepointFailed it) {
            return List.of(new JobAction.SavepointFailed(it.directory(), it.reason()));
        }
        throw new IllegalStateException("expected an action for others, but found " + action);
    }

    /**
     * What may have been said to a TaskManager in vain: up to which checkpoint the tasks there commit, and which was given up,
     * of which they may have heard nothing but barriers, and wait for the others.
     */
    List<JobAction> saidInVain(TaskManagerId at, Optional<CheckpointReference> newest) {
        List<TaskId> tasks = deployments.regions().stream()
                .flatMap(region -> region.toldAndAliveAt(at).stream())
                .toList();
        List<JobAction> again = new ArrayList<>();
        newest.filter(any -> !tasks.isEmpty())
                .ifPresent(decided -> again.add(new JobAction.Say(
                        at, new LeaderMessage.CheckpointDecided(epoch, job, decided.checkpoint(), tasks))));
        aborted.ifPresent(it -> again.add(new JobAction.Say(at, new LeaderMessage.CheckpointAborted(epoch, job, it))));
        return again;
    }

    private List<JobAction> byPlace(List<TaskId> tasks, Function<List<TaskId>, LeaderMessage> message) {
        List<JobAction> actions = new ArrayList<>();
        deployments.byPlace(tasks).forEach((place, here) -> actions.add(new JobAction.Say(place, message.apply(here))));
        return actions;
    }

    List<JobAction> everybody(LeaderMessage message) {
        return deployments.peers().stream()
                .map(peer -> new JobAction.Say(peer.taskManager(), message))
                .collect(Collectors.toUnmodifiableList());
    }
}
