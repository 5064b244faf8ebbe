package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job can be told anything at any time: there is no event that a status does not expect, however late it comes. */
class EveryStateHearsEverythingTest {

    private static final Failure REASON = Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake");

    private static Map<JobStatus, Supplier<JobDriver>> jobs() {
        Map<JobStatus, Supplier<JobDriver>> jobs = new EnumMap<>(JobStatus.class);
        jobs.put(JobStatus.STARTING, () -> {
            JobDriver job = new JobDriver(3);
            job.hello(JobDriver.ONE);
            return job;
        });
        jobs.put(JobStatus.RUNNING, () -> new JobDriver(3).running());
        jobs.put(JobStatus.CANCELLING, () -> with(new JobDriver(3).running(), new JobEvent.CancelAsked()));
        jobs.put(JobStatus.FAILING, () -> {
            JobDriver job = new JobDriver(0).running();
            job.report(JobDriver.ONE, JobDriver.task("sink", 0, 1), TaskState.FAILED);
            return job;
        });
        jobs.put(JobStatus.SUSPENDING, EveryStateHearsEverythingTest::suspending);
        jobs.put(JobStatus.SUSPENDED, () -> {
            JobDriver job = suspending();
            job.report(JobDriver.ONE, JobDriver.task("sink", 0, 3), TaskState.CANCELLED);
            JobDriver.region(1, 2).forEach(task -> job.report(JobDriver.TWO, task, TaskState.CANCELLED));
            return job;
        });
        jobs.put(JobStatus.ENDING, EveryStateHearsEverythingTest::ending);
        jobs.put(JobStatus.CANCELLED, () -> with(ending(), new JobEvent.ResultWritten(WriteOutcome.WRITTEN)));
        jobs.put(JobStatus.SUPERSEDED, () -> with(ending(), new JobEvent.ResultWritten(WriteOutcome.REFUSED)));
        jobs.put(JobStatus.FAILED, () -> {
            JobDriver job = new JobDriver(0).running();
            everyTask()
                    .forEach(task -> Stream.of(JobDriver.ONE, JobDriver.TWO)
                            .forEach(from -> job.report(from, task, TaskState.FAILED)));
            return with(job, new JobEvent.ResultWritten(WriteOutcome.WRITTEN));
        });
        jobs.put(JobStatus.FINISHED, () -> {
            JobDriver job = new JobDriver(0).running();
            everyTask()
                    .forEach(task -> Stream.of(JobDriver.ONE, JobDriver.TWO)
                            .forEach(from -> job.report(from, task, TaskState.FINISHED)));
            return with(job, new JobEvent.ResultWritten(WriteOutcome.WRITTEN));
        });
        return jobs;
    }

    private static JobDriver ending() {
        return with(new JobDriver(3), new JobEvent.CancelAsked());
    }

    /** Region 0 has started again, and cannot read what it was to begin with. */
    private static JobDriver suspending() {
        JobDriver job = JobDriver.withTwoPhaseSinks().running();
        job.decide(1, 1, 2);
        JobDriver.region(0, 1).forEach(task -> job.report(JobDriver.ONE, task, TaskState.FAILED));
        job.after(JobDriver.PAUSE);
        job.recorded(3, WriteOutcome.WRITTEN);
        job.damaged(JobDriver.ONE, JobDriver.task("source", 0, 3));
        return job;
    }

    private static JobDriver with(JobDriver job, JobEvent event) {
        job.tell(event);
        return job;
    }

    private static List<TaskId> everyTask() {
        return Stream.of(JobDriver.region(0, 1), JobDriver.region(1, 2), JobDriver.region(0, 7))
                .flatMap(List::stream)
                .toList();
    }

    /** One or more of each kind, those that fit and those that do not. */
    private static List<JobEvent> events() {
        List<JobEvent> events = new ArrayList<>();
        for (TaskManagerId from : List.of(JobDriver.ONE, JobDriver.TWO, new TaskManagerId("three"))) {
            heard().forEach(message -> events.add(new JobEvent.Heard(from, message)));
            events.add(new JobEvent.Disconnected(from));
            events.add(new JobEvent.TaskManagerLost(from, REASON));
        }
        for (WriteOutcome outcome : WriteOutcome.values()) {
            for (long number : new long[] {1, 2, 3, 9}) {
                events.add(new JobEvent.DeploymentWritten(new DeploymentNumber(number), outcome));
                events.add(manifestWritten(new CheckpointId(number), outcome));
                events.add(new JobEvent.PointerWritten(new CheckpointId(number), outcome));
            }
            events.add(new JobEvent.ResultWritten(outcome));
        }
        events.add(new JobEvent.CancelAsked());
        events.add(new JobEvent.SavepointAsked("/savepoints"));
        events.add(new JobEvent.SavepointAsked("/savepoints", true));
        return events;
    }

    private static JobEvent manifestWritten(CheckpointId checkpoint, WriteOutcome outcome) {
        return new JobEvent.ManifestWritten(
                checkpoint,
                outcome,
                Optional.of(new CheckpointReference(checkpoint, "chk-" + checkpoint, 0))
                        .filter(any -> outcome == WriteOutcome.WRITTEN));
    }

    private static List<TaskManagerMessage> heard() {
        List<TaskManagerMessage> messages = new ArrayList<>();
        messages.add(new TaskManagerMessage.TaskManagerHeartbeat(JobDriver.EPOCH));
        messages.add(new TaskManagerMessage.CheckpointAcknowledged(
                JobDriver.EPOCH, JobDriver.JOB, new CheckpointId(1), List.of()));
        for (TaskId task : everyTask()) {
            messages.add(new TaskManagerMessage.CheckpointDeclined(JobDriver.EPOCH, new CheckpointId(1), task, REASON));
            for (TaskState state : TaskState.values()) {
                messages.add(new TaskManagerMessage.TaskStateChanged(
                        JobDriver.EPOCH, new TaskReport(task, state, Optional.empty())));
                messages.add(hello(new TaskReport(task, state, Optional.empty())));
            }
        }
        return messages;
    }

    private static TaskManagerMessage hello(TaskReport report) {
        return new TaskManagerMessage.Hello(
                JobDriver.EPOCH, new Peer(JobDriver.ONE, "one", 1), 1, List.of(report), List.of());
    }

    /** All that a job's machine can be told, those of sealed families within the family too. */
    static List<Class<?>> kindsOfEvents() {
        return Stream.of(JobEvent.class.getPermittedSubclasses())
                .flatMap(kind -> kind.isSealed() ? Stream.of(kind.getPermittedSubclasses()) : Stream.of(kind))
                .distinct()
                .<Class<?>>map(kind -> kind)
                .toList();
    }

    @Test
    void theSamplesHaveEveryKindOfEventAndMessage() {
        assertThat(events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(kindsOfEvents());
        assertThat(heard().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(TaskManagerMessage.class.getPermittedSubclasses());
        assertThat(jobs().keySet()).containsExactly(JobStatus.values());
    }

    @Test
    void everyStatusHearsEveryEventAndGoesOn() {
        jobs().forEach((status, make) -> {
            for (JobEvent first : events()) {
                JobDriver job = make.get();
                assertThatCode(() -> {
                            job.tell(first);
                            job.after(10_000);
                        })
                        .as("%s in %s", first, status)
                        .doesNotThrowAnyException();
            }
        });
    }

    @Test
    void aJobThatIsOverAsksForNothingAnyMore() {
        jobs().forEach((status, make) -> {
            JobDriver job = make.get();
            assertThat(job.machine.status()).isEqualTo(status);
            if (status.isOver()) {
                for (JobEvent event : events()) {
                    assertThat(job.tell(event)).as("%s in %s", event, status).isEmpty();
                }
                assertThat(job.machine.wakeAtMillis()).isEqualTo(Long.MAX_VALUE);
            }
        });
    }
}
