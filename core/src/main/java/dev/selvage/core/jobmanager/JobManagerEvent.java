package dev.selvage.core.jobmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.plan.ExecutionPlan;

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

    /** Something that concerns one job: an outcome, or a wish of its user. */
    record ForJob(JobId job, JobEvent event) implements JobManagerEvent {}
}
