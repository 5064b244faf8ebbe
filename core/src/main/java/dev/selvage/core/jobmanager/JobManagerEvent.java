package dev.selvage.core.jobmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.plan.ExecutionPlan;
import java.util.Optional;

/** What a JobManager can be told. */
public sealed interface JobManagerEvent {

    /** A TaskManager said something on a connection that it dialled. */
    record Heard(long connection, TaskManagerMessage message) implements JobManagerEvent {}

    /** A connection is over. */
    record Disconnected(long connection) implements JobManagerEvent {}

    /** It is certain that a TaskManager is dead: its container has completed, or its port refuses. */
    record TaskManagerGone(TaskManagerId taskManager, Failure reason) implements JobManagerEvent {}

    /** Who leads, as the leader's record says. */
    record LeaderFound(LeaderEpoch epoch) implements JobManagerEvent {}

    /** A job is to be run; it was accepted, and this is what is durable of it. */
    record JobAccepted(ExecutionPlan plan, JobSettings settings, JobPast past) implements JobManagerEvent {}

    /** All that was kept of a job that is over, or cannot be read, is deleted: whatever runs of it is not needed any more. */
    record JobForgotten(JobId job) implements JobManagerEvent {}

    /**
     * Somebody wants to see how things stand; answered by {@link JobManagerAction.Show}.
     *
     * @param request a number of the asker's, to know the answer by
     * @param inDetail the job whose tasks are to be shown one by one
     */
    record ViewAsked(long request, Optional<JobId> inDetail) implements JobManagerEvent {}

    /** What whoever grants containers has to say. */
    record OfContainers(ContainerEvent event) implements JobManagerEvent {}

    /** Something that concerns one job: an outcome, or a wish of its user. */
    record ForJob(JobId job, JobEvent event) implements JobManagerEvent {}
}
