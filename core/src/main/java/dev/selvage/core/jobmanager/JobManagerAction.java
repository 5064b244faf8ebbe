package dev.selvage.core.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;

/** What a JobManager wants done. */
public sealed interface JobManagerAction {

    /** Say this on a connection. */
    record Send(long connection, LeaderMessage message) implements JobManagerAction {}

    /** Close a connection. */
    record HangUp(long connection) implements JobManagerAction {}

    /** Read the leader's record; answered by {@link JobManagerEvent.LeaderFound}, or not at all. */
    record LookForLeader() implements JobManagerAction {}

    /**
     * Find out whether a TaskManager that is not connected is dead: nobody listens at its data port, and its machine says so.
     * Answered by {@link JobManagerEvent.TaskManagerGone} in that case, and else not at all.
     */
    record Probe(Peer taskManager) implements JobManagerAction {}

    /** What a job wants stored, deleted or told; never {@link JobAction.Say}, which has become a send. */
    record OfJob(JobId job, JobAction action) implements JobManagerAction {}

    /** What is wanted of whoever grants containers; of a cluster that has a fixed set of TaskManagers, never. */
    record OfContainers(ContainerAction action) implements JobManagerAction {}

    /** How things stand, for whoever asked. */
    record Show(long request, ClusterView view) implements JobManagerAction {}

    /** A higher epoch has come: end this process, which does not lead any more. Alone in its turn, and the last order of all. */
    record StepDown() implements JobManagerAction {}
}
