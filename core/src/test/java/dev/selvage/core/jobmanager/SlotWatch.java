package dev.selvage.core.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.jobmanager.view.TaskPhase;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Looks into a JobManager that is about to deploy: whether anybody else still has what it gives away. */
public final class SlotWatch {

    private static final Set<TaskPhase> ALIVE =
            EnumSet.of(TaskPhase.DEPLOYING, TaskPhase.RESTORING, TaskPhase.RUNNING, TaskPhase.CANCELLING);

    private SlotWatch() {}

    /**
     * What a deployment that is to be recorded now gives to a task though another job has it, or another share of its own.
     *
     * @param jobs all that the JobManager may know
     * @param isolated whether that goes for whole TaskManagers
     */
    public static Optional<String> givenTwice(
            JobManager manager, Collection<JobId> jobs, DeploymentRecord record, boolean isolated) {
        List<TaskLocation> given = record.tasks().stream()
                .filter(location -> isNew(location, record) && !isHeld(location.slot(), record))
                .toList();
        Stream<TaskLocation> others = jobs.stream()
                .filter(job -> !job.equals(record.job()))
                .flatMap(job -> manager.job(job).stream())
                .flatMap(machine -> machine.view().tasks().stream())
                .filter(task -> ALIVE.contains(task.phase()))
                .flatMap(task -> task.location().stream());
        return Stream.concat(others, given.stream())
                .flatMap(had -> given.stream()
                        .filter(now -> (isolated && !had.task().job().equals(record.job()))
                                ? now.taskManager().equals(had.taskManager())
                                : (now.slot().equals(had.slot()) && !shares(now, had)))
                        .map(now -> "gave " + now + " though " + had + " is there"))
                .findFirst();
    }

    /** The tasks of a job that it takes to run. */
    public static List<TaskId> running(JobManager manager, JobId job) {
        return manager.job(job).stream()
                .flatMap(machine -> machine.view().tasks().stream())
                .filter(task -> task.phase() == TaskPhase.RUNNING)
                .flatMap(task -> task.location().stream())
                .map(TaskLocation::task)
                .toList();
    }

    private static boolean isNew(TaskLocation location, DeploymentRecord record) {
        return location.task().deployment().equals(record.deployment());
    }

    /** Something of the job is in that slot already: if another job is too, a leader before saw to that, who could not read one of them. */
    private static boolean isHeld(Slot slot, DeploymentRecord record) {
        return record.tasks().stream().anyMatch(location -> location.slot().equals(slot) && !isNew(location, record));
    }

    /** Subtasks of one index share a slot; the jobs that are simulated know one slot-sharing group only. */
    private static boolean shares(TaskLocation one, TaskLocation other) {
        return one.task().job().equals(other.task().job())
                && one.task().subtask().index() == other.task().subtask().index();
    }
}
