package dev.selvage.core.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Whatever a JobManager is told, in whatever situation, and whatever comes next: it understands, and what it orders is in
 * order.
 */
class JobManagerHearsEverythingTest {

    private static final LeaderEpoch EPOCH = JobDriver.EPOCH;
    private static final JobId JOB = JobDriver.JOB;
    private static final TaskManagerId ONE = JobDriver.ONE;
    private static final TaskManagerId TWO = JobDriver.TWO;
    private static final Failure REASON = Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake");
    private static final List<TaskId> AT_ONE = JobDriver.region(0, 1);
    private static final List<TaskId> AT_TWO = JobDriver.region(1, 2);
    private static final JobManagerEvent ACCEPTED = accepted(3);
    private static final JobManagerEvent ACCEPTED_WITHOUT_RESTARTS = accepted(0);

    /** One JobManager from its first turn, and what it has ordered so far. */
    private static final class Play {
        final JobManager manager = new JobManager(EPOCH, new SessionSettings(1_000, 5_000, 3_000), Inheritance.none());
        final JobManagerOrders orders = new JobManagerOrders(EPOCH);
        final List<Object> script = new ArrayList<>();
        final SplittableRandom random = new SplittableRandom(1);
        long now;

        Play() {
            after(0);
        }

        void after(long millis) {
            now += millis;
            heed(manager.onWake(new Turn(now, random)));
        }

        Play tell(JobManagerEvent event) {
            orders.told(event);
            heed(manager.onMessage(event, new Turn(now, random)));
            return this;
        }

        private void heed(List<JobManagerAction> ordered) {
            orders.ordered(ordered);
            script.addAll(ordered);
            script.add(manager.wakeAtMillis());
            JobManagerOrders.demand(manager.wakeAtMillis() > now, "to have done all that is due", now);
        }

        Play hello(long connection, TaskManagerId from) {
            return tell(hello(connection, from, EPOCH));
        }

        static JobManagerEvent hello(long connection, TaskManagerId from, LeaderEpoch seen, TaskReport... tasks) {
            return new JobManagerEvent.Heard(
                    connection,
                    new TaskManagerMessage.Hello(seen, new Peer(from, from.name(), 1), 1, List.of(tasks), List.of()));
        }

        Play job(JobEvent event) {
            return tell(new JobManagerEvent.ForJob(JOB, event));
        }

        Play report(TaskState state) {
            AT_ONE.forEach(task -> tell(JobManagerHearsEverythingTest.report(1, task, state)));
            AT_TWO.forEach(task -> tell(JobManagerHearsEverythingTest.report(2, task, state)));
            return this;
        }

        Play recorded(long deployment) {
            return job(deploymentWritten(deployment, WriteOutcome.WRITTEN));
        }

        Play acknowledged() {
            return tell(acknowledgement(1, AT_ONE)).tell(acknowledgement(2, AT_TWO));
        }
    }

    private static JobManagerEvent accepted(int restarts) {
        return new JobManagerEvent.JobAccepted(
                JobDriver.PLAN,
                new JobSettings(
                        new CheckpointSettings(true, JobDriver.INTERVAL, 10_000, 0, 0, 2),
                        new RestartBackoff.Strategy.FixedDelay(restarts, JobDriver.PAUSE)),
                JobPast.none(JOB, EPOCH, "/checkpoints"));
    }

    private static JobManagerEvent acceptedAnother() {
        JobId other = new JobId(0, 2);
        return new JobManagerEvent.JobAccepted(
                new PlanBuilder(other, "other")
                        .vertex(1, 128, "source")
                        .vertex(1, 128, "sink")
                        .edge("source", Exchange.FORWARD, "sink")
                        .build(),
                new JobSettings(CheckpointSettings.disabled(1_000), new RestartBackoff.Strategy.FixedDelay(1, 10)),
                JobPast.none(other, EPOCH, "/checkpoints"));
    }

    private static JobManagerEvent report(long connection, TaskId task, TaskState state) {
        TaskReport report = state == TaskState.FAILED ? TaskReport.failed(task, REASON) : TaskReport.of(task, state);
        return new JobManagerEvent.Heard(connection, new TaskManagerMessage.TaskStateChanged(EPOCH, report));
    }

    private static JobManagerEvent damaged(long connection, TaskId task) {
        TaskReport report =
                TaskReport.failed(task, Failure.of(ErrorCode.STATE_DAMAGED, "wanted a file, but found nothing there"));
        return new JobManagerEvent.Heard(connection, new TaskManagerMessage.TaskStateChanged(EPOCH, report));
    }

    private static JobManagerEvent acknowledgement(long connection, List<TaskId> tasks) {
        List<TaskSnapshot> snapshots = tasks.stream()
                .map(task -> new TaskSnapshot(task, new SnapshotHandle.Inline(Bytes.NONE), false, List.of()))
                .toList();
        return new JobManagerEvent.Heard(
                connection, new TaskManagerMessage.CheckpointAcknowledged(EPOCH, JOB, new CheckpointId(1), snapshots));
    }

    private static JobEvent deploymentWritten(long number, WriteOutcome outcome) {
        return new JobEvent.DeploymentWritten(new DeploymentNumber(number), outcome);
    }

    private static JobEvent manifestWritten(WriteOutcome outcome) {
        CheckpointId id = new CheckpointId(1);
        return new JobEvent.ManifestWritten(
                id,
                outcome,
                Optional.of(new CheckpointReference(id, "chk-1", 0)).filter(any -> outcome == WriteOutcome.WRITTEN));
    }

    private static JobEvent pointerWritten(WriteOutcome outcome) {
        return new JobEvent.PointerWritten(new CheckpointId(1), outcome);
    }

    /** Where a JobManager can be when something is heard, from its first turn to its last. */
    private static Map<String, Consumer<Play>> situations() {
        Map<String, Consumer<Play>> situations = new LinkedHashMap<>();
        Consumer<Play> begun = play -> {};
        Consumer<Play> waiting = play -> play.tell(ACCEPTED);
        Consumer<Play> recording = waiting.andThen(play -> play.hello(1, ONE).hello(2, TWO));
        Consumer<Play> deployed = waiting.andThen(
                play -> play.hello(1, ONE).recorded(1).hello(2, TWO).recorded(2));
        Consumer<Play> running = deployed.andThen(play -> play.report(TaskState.RUNNING));
        Consumer<Play> checkpointing = running.andThen(play -> play.after(JobDriver.INTERVAL));
        Consumer<Play> writingManifest = checkpointing.andThen(Play::acknowledged);
        Consumer<Play> writingPointer =
                writingManifest.andThen(play -> play.job(manifestWritten(WriteOutcome.WRITTEN)));
        Consumer<Play> decided = writingPointer.andThen(play -> play.job(pointerWritten(WriteOutcome.WRITTEN)));
        situations.put("it has begun", begun);
        situations.put("a TaskManager is there, but no job", begun.andThen(play -> play.hello(1, ONE)));
        situations.put("a job waits for TaskManagers", waiting);
        situations.put("a deployment is being recorded", recording);
        situations.put("tasks are told to run", deployed);
        situations.put("all tasks run", running);
        situations.put(
                "a region fails", running.andThen(play -> play.tell(report(1, AT_ONE.get(0), TaskState.FAILED))));
        situations.put(
                "a region waits for its restart",
                running.andThen(play -> AT_ONE.forEach(task -> play.tell(report(1, task, TaskState.FAILED)))));
        situations.put("a connection broke", running.andThen(play -> play.tell(new JobManagerEvent.Disconnected(1))));
        situations.put("a checkpoint is on its way", checkpointing);
        situations.put("a manifest is being written", writingManifest);
        situations.put(
                "nobody knows whether a manifest is written",
                writingManifest.andThen(play -> play.job(manifestWritten(WriteOutcome.UNKNOWN))));
        situations.put("a pointer is being written", writingPointer);
        situations.put(
                "nobody knows whether a pointer is written",
                writingPointer.andThen(play -> play.job(pointerWritten(WriteOutcome.UNKNOWN))));
        situations.put("a checkpoint is decided", decided);
        situations.put("a savepoint waits", running.andThen(play -> play.job(new JobEvent.SavepointAsked("/here"))));
        situations.put(
                "a savepoint that stops the job waits",
                running.andThen(play -> play.job(new JobEvent.SavepointAsked("/here", true))));
        situations.put(
                "it has stepped down",
                running.andThen(play -> play.tell(new JobManagerEvent.LeaderFound(EPOCH.next()))));
        situations.putAll(endings(running, writingPointer));
        situations.putAll(suspensions(decided));
        return situations;
    }

    private static Map<String, Consumer<Play>> endings(Consumer<Play> running, Consumer<Play> writingPointer) {
        Map<String, Consumer<Play>> situations = new LinkedHashMap<>();
        Consumer<Play> cancelling = writingPointer.andThen(play -> play.job(new JobEvent.CancelAsked()));
        Consumer<Play> stopping = running.andThen(play -> play.job(new JobEvent.CancelAsked()));
        Consumer<Play> ending = stopping.andThen(play -> play.report(TaskState.CANCELLED));
        Consumer<Play> failing = ((Consumer<Play>) play -> play.tell(ACCEPTED_WITHOUT_RESTARTS))
                .andThen(play -> play.hello(1, ONE).recorded(1).hello(2, TWO).recorded(2))
                .andThen(play -> play.tell(report(1, AT_ONE.get(1), TaskState.FAILED)));
        Consumer<Play> written = play -> play.job(new JobEvent.ResultWritten(WriteOutcome.WRITTEN));
        situations.put("a job is cancelled while its pointer is being written", cancelling);
        situations.put("a job is being cancelled", stopping);
        situations.put("a job is failing", failing);
        situations.put("a result is being written", ending);
        situations.put("a job was cancelled", ending.andThen(written));
        situations.put(
                "a job has failed",
                failing.andThen(play -> play.report(TaskState.CANCELLED)).andThen(written));
        situations.put(
                "a job has finished",
                running.andThen(play -> play.report(TaskState.FINISHED)).andThen(written));
        situations.put(
                "a write of a job was refused",
                ending.andThen(play -> play.job(new JobEvent.ResultWritten(WriteOutcome.REFUSED))));
        return situations;
    }

    /** The only checkpoint of a job turns out to be damaged. */
    private static Map<String, Consumer<Play>> suspensions(Consumer<Play> decided) {
        Consumer<Play> suspending = decided.andThen(play -> {
            AT_ONE.forEach(task -> play.tell(report(1, task, TaskState.FAILED)));
            play.after(JobDriver.PAUSE);
            play.recorded(3).tell(damaged(1, JobDriver.task("source", 0, 3)));
        });
        Consumer<Play> stopped = play -> {
            play.tell(report(1, JobDriver.task("sink", 0, 3), TaskState.CANCELLED));
            AT_TWO.forEach(task -> play.tell(report(2, task, TaskState.CANCELLED)));
        };
        return Map.of("a job is being suspended", suspending, "a job was set apart", suspending.andThen(stopped));
    }

    /** One or more of each kind, those that fit and those that do not. */
    static List<JobManagerEvent> events() {
        List<JobManagerEvent> events = new ArrayList<>(List.of(
                new JobManagerEvent.Disconnected(1),
                new JobManagerEvent.Disconnected(9),
                new JobManagerEvent.TaskManagerGone(ONE, REASON),
                new JobManagerEvent.TaskManagerGone(new TaskManagerId("nobody"), REASON),
                new JobManagerEvent.LeaderFound(EPOCH),
                new JobManagerEvent.LeaderFound(EPOCH.next()),
                accepted(3),
                acceptedAnother(),
                new JobManagerEvent.JobForgotten(JOB),
                new JobManagerEvent.JobForgotten(new JobId(9, 9)),
                new JobManagerEvent.ViewAsked(1, Optional.of(JOB)),
                new JobManagerEvent.OfContainers(new ContainerEvent.AsksForgotten()),
                new JobManagerEvent.ForJob(new JobId(9, 9), new JobEvent.CancelAsked())));
        events.addAll(heard());
        ofJob().forEach(event -> events.add(new JobManagerEvent.ForJob(JOB, event)));
        return events;
    }

    private static List<JobManagerEvent> heard() {
        TaskId first = AT_ONE.get(0);
        List<JobManagerEvent> heard = new ArrayList<>(List.of(
                Play.hello(1, ONE, EPOCH, TaskReport.of(first, TaskState.RUNNING)),
                Play.hello(3, ONE, EPOCH),
                Play.hello(4, new TaskManagerId("four"), new LeaderEpoch(1)),
                Play.hello(5, TWO, EPOCH.next()),
                acknowledgement(1, AT_ONE),
                acknowledgement(2, AT_TWO),
                acknowledgement(2, JobDriver.region(1, 7)),
                report(1, JobDriver.task("source", 0, 7), TaskState.RUNNING),
                report(9, first, TaskState.FAILED),
                damaged(1, first)));
        for (TaskState state : TaskState.values()) {
            heard.add(report(1, first, state));
        }
        heard.add(new JobManagerEvent.Heard(
                1, new TaskManagerMessage.CheckpointDeclined(EPOCH, new CheckpointId(1), first, REASON)));
        heard.add(new JobManagerEvent.Heard(1, new TaskManagerMessage.TaskManagerHeartbeat(EPOCH)));
        heard.add(new JobManagerEvent.Heard(1, new TaskManagerMessage.TaskManagerHeartbeat(new LeaderEpoch(1))));
        return heard;
    }

    private static List<JobEvent> ofJob() {
        List<JobEvent> events = new ArrayList<>(List.of(
                new JobEvent.CancelAsked(),
                new JobEvent.SavepointAsked("/savepoints"),
                new JobEvent.SavepointAsked("/savepoints", true),
                new JobEvent.Disconnected(TWO),
                new JobEvent.TaskManagerLost(TWO, REASON),
                new JobEvent.Heard(TWO, new TaskManagerMessage.TaskManagerHeartbeat(EPOCH))));
        for (WriteOutcome outcome : WriteOutcome.values()) {
            events.add(deploymentWritten(1, outcome));
            events.add(deploymentWritten(3, outcome));
            events.add(manifestWritten(outcome));
            events.add(pointerWritten(outcome));
            events.add(new JobEvent.ResultWritten(outcome));
        }
        return events;
    }

    private static Play playedTo(Consumer<Play> situation) {
        Play play = new Play();
        situation.accept(play);
        return play;
    }

    /** What happens after these events, the long silence that follows among it. */
    private static List<Object> played(Consumer<Play> situation, JobManagerEvent... events) {
        Play play = playedTo(situation);
        for (JobManagerEvent event : events) {
            play.tell(event);
        }
        play.after(600);
        play.after(60_000);
        return play.script;
    }

    @Test
    void theSamplesHaveEveryKindOfEventAndTheSituationsEveryStatus() {
        assertThat(events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(JobManagerEvent.class.getPermittedSubclasses());
        assertThat(ofJob().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrderElementsOf(EveryStateHearsEverythingTest.kindsOfEvents());
        assertThat(heard().stream()
                        .map(event -> ((JobManagerEvent.Heard) event).message())
                        .map(Object::getClass)
                        .distinct())
                .containsExactlyInAnyOrder(TaskManagerMessage.class.getPermittedSubclasses());
        EnumSet<JobStatus> seen = EnumSet.noneOf(JobStatus.class);
        situations()
                .values()
                .forEach(situation -> playedTo(situation).manager.job(JOB).ifPresent(job -> seen.add(job.status())));
        // One that is suspended is set apart in the same turn.
        assertThat(seen).isEqualTo(EnumSet.complementOf(EnumSet.of(JobStatus.SUSPENDED)));
    }

    @Test
    void everyEventAndEveryTwoInARowAreUnderstoodInEverySituation() {
        List<JobManagerEvent> events = events();
        situations().forEach((name, situation) -> {
            for (JobManagerEvent first : events) {
                for (JobManagerEvent second : events) {
                    try {
                        played(situation, first, second);
                    } catch (RuntimeException | AssertionError e) {
                        throw new AssertionError("when " + name + ", then " + first + ", then " + second, e);
                    }
                }
            }
        });
    }

    @Test
    void theSameEventsHaveItOrderTheSame() {
        List<JobManagerEvent> events = events();
        situations()
                .forEach((name, situation) -> events.forEach(event -> assertThat(played(situation, event))
                        .as("when %s, then %s", name, event)
                        .isEqualTo(played(situation, event))));
    }

    @Test
    void whoHasSteppedDownHearsEverythingAndOrdersNothing() {
        situations().forEach((name, situation) -> {
            for (JobManagerEvent event : events()) {
                Play play = playedTo(situation);
                if (!play.orders.steppedDown()) {
                    assertThat(play.tell(Play.hello(5, TWO, EPOCH.next()))
                                    .orders
                                    .steppedDown())
                            .isTrue();
                }
                int before = play.script.size();
                play.tell(event).after(60_000);
                assertThat(play.script.subList(before, play.script.size()))
                        .as("when %s, then %s", name, event)
                        .containsOnly(Long.MAX_VALUE);
            }
        });
    }
}
