package dev.selvage.core.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import dev.selvage.core.message.TaskState;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Whatever a TaskManager is told, in whatever situation, and whatever comes next: it understands, and what it orders is in
 * order.
 */
class TaskManagerHearsEverythingTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final LeaderEpoch OLDER = new LeaderEpoch(3);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(4);
    private static final LeaderEpoch NEWER = new LeaderEpoch(5);
    private static final Peer SELF = new Peer(new TaskManagerId("me"), "me", 1);
    private static final ExecutionPlan PLAN =
            new PlanBuilder(JOB, "job").vertex(2, 128, "source").build();
    private static final TaskId A = task(0, 1);
    private static final TaskId B = task(1, 1);
    private static final TaskId A_AGAIN = task(0, 2);
    private static final Failure REASON = Failure.of(ErrorCode.TASK_FAILED, "expected bread, but found cake");
    private static final TaskManagerEvent FOUND = new TaskManagerEvent.LeaderFound(EPOCH, "leader");
    private static final TaskManagerEvent FOUND_NEWER = new TaskManagerEvent.LeaderFound(NEWER, "next");

    /** One TaskManager from its first turn, and what it has ordered so far. */
    private static final class Play {
        final TaskManagerMachine machine =
                new TaskManagerMachine(SELF, 2, new TaskManagerSettings(1_000, 5_000, 60_000, 10_000));
        final TaskManagerOrders orders = new TaskManagerOrders();
        final List<Object> script = new ArrayList<>();
        final SplittableRandom random = new SplittableRandom(1);
        long now;

        Play() {
            after(0);
        }

        Play after(long millis) {
            now += millis;
            heed(machine.onWake(new Turn(now, random)));
            return this;
        }

        Play tell(TaskManagerEvent event) {
            orders.told(event);
            heed(machine.onMessage(event, new Turn(now, random)));
            return this;
        }

        private void heed(List<TaskManagerAction> ordered) {
            orders.ordered(ordered);
            script.addAll(ordered);
            script.add(machine.wakeAtMillis());
            TaskManagerOrders.demand(machine.wakeAtMillis() > now, "to have done all that is due", now);
        }

        Play hear(LeaderMessage message) {
            return tell(new TaskManagerEvent.Heard(1, message));
        }

        /** What it says of its tasks when somebody else leads. */
        List<TaskReport> reports() {
            return tell(FOUND_NEWER).tell(new TaskManagerEvent.Connected(7)).script.stream()
                    .filter(TaskManagerAction.Say.class::isInstance)
                    .map(order -> ((TaskManagerAction.Say) order).message())
                    .filter(TaskManagerMessage.Hello.class::isInstance)
                    .flatMap(message -> ((TaskManagerMessage.Hello) message).tasks().stream())
                    .toList();
        }
    }

    private static TaskId task(int subtask, long deployment) {
        return new TaskId(JOB, new SubtaskId(PlanBuilder.idOf("source"), subtask), new DeploymentNumber(deployment));
    }

    private static LeaderMessage deploy(LeaderEpoch epoch, TaskId... tasks) {
        List<TaskDeployment> deployments = Stream.of(tasks)
                .map(task -> new TaskDeployment(task, 0, Optional.empty()))
                .toList();
        return new LeaderMessage.Deploy(epoch, PLAN, true, deployments, List.of(), List.of(SELF));
    }

    private static LeaderMessage trigger(long number, TaskId... tasks) {
        return new LeaderMessage.TriggerCheckpoint(EPOCH, JOB, order(number), List.of(tasks));
    }

    private static CheckpointOrder order(long number) {
        return new CheckpointOrder(
                EPOCH, new CheckpointId(number), CheckpointKind.CHECKPOINT, 0, "/checkpoints/chk-" + number);
    }

    private static TaskManagerEvent snapshotWritten(TaskId task) {
        return new TaskManagerEvent.SnapshotWritten(
                new CheckpointId(1), new TaskSnapshot(task, new SnapshotHandle.Inline(Bytes.NONE), false, List.of()));
    }

    /** Where a TaskManager can be when something is heard, from its first turn to its last. */
    private static Map<String, Consumer<Play>> situations() {
        Map<String, Consumer<Play>> situations = new LinkedHashMap<>();
        Consumer<Play> begun = play -> {};
        Consumer<Play> dialled = play -> play.tell(FOUND);
        Consumer<Play> connected = dialled.andThen(play -> play.tell(new TaskManagerEvent.Connected(1)));
        Consumer<Play> deployed = connected.andThen(play -> play.hear(deploy(EPOCH, A, B)));
        Consumer<Play> running = deployed.andThen(
                play -> play.tell(new TaskManagerEvent.TaskRuns(A)).tell(new TaskManagerEvent.TaskRuns(B)));
        Consumer<Play> checkpointing = running.andThen(play -> play.hear(trigger(1, A, B)));
        Consumer<Play> ended = running.andThen(play -> play.tell(new TaskManagerEvent.TaskEnded(A)));
        Consumer<Play> cancelling =
                running.andThen(play -> play.hear(new LeaderMessage.CancelTasks(EPOCH, List.of(A, B))));
        situations.put("it has begun", begun);
        situations.put("it has dialled", dialled);
        situations.put("it is connected", connected);
        situations.put("tasks are starting", deployed);
        situations.put("tasks run", running);
        situations.put("tasks have no more input", ended);
        situations.put("a checkpoint is on its way", checkpointing);
        situations.put("half of a checkpoint is durable", checkpointing.andThen(play -> play.tell(snapshotWritten(B))));
        situations.put(
                "a checkpoint is acknowledged",
                checkpointing.andThen(play -> play.tell(snapshotWritten(A)).tell(snapshotWritten(B))));
        situations.put("tasks are being cancelled", cancelling);
        situations.put("a task waits for its place", running.andThen(play -> play.hear(deploy(EPOCH, A_AGAIN))));
        situations.put(
                "a task has failed", running.andThen(play -> play.tell(new TaskManagerEvent.TaskFailed(A, REASON))));
        situations.put("a task has finished", ended.andThen(play -> play.tell(new TaskManagerEvent.TaskFinished(A))));
        situations.put(
                "a task was cancelled", cancelling.andThen(play -> play.tell(new TaskManagerEvent.TaskCancelled(A))));
        situations.put(
                "its job is over, but its tasks are not",
                running.andThen(play -> play.hear(new LeaderMessage.JobEnded(EPOCH, JOB))));
        situations.put(
                "the leader is lost", checkpointing.andThen(play -> play.tell(new TaskManagerEvent.Disconnected(1))));
        situations.put("the leader is silent", running.andThen(play -> play.after(5_000)));
        situations.put("another leads", running.andThen(play -> play.tell(FOUND_NEWER)));
        situations.put(
                "its lease is over", running.andThen(play -> play.after(5_000).after(60_000)));
        return situations;
    }

    /** One or more of each kind, those that fit and those that do not. */
    private static List<TaskManagerEvent> events() {
        List<TaskManagerEvent> events = new ArrayList<>(List.of(
                new TaskManagerEvent.LeaderFound(OLDER, "older"),
                FOUND,
                FOUND_NEWER,
                new TaskManagerEvent.Connected(1),
                new TaskManagerEvent.Connected(2),
                new TaskManagerEvent.Disconnected(1),
                new TaskManagerEvent.Disconnected(9)));
        for (TaskId task : List.of(A, A_AGAIN)) {
            events.add(new TaskManagerEvent.TaskRuns(task));
            events.add(new TaskManagerEvent.TaskEnded(task));
            events.add(new TaskManagerEvent.TaskFinished(task));
            events.add(new TaskManagerEvent.TaskFailed(task, REASON));
            events.add(new TaskManagerEvent.TaskCancelled(task));
            events.add(snapshotWritten(task));
            events.add(new TaskManagerEvent.SnapshotFailed(new CheckpointId(1), task, REASON));
        }
        messages().forEach(message -> events.add(new TaskManagerEvent.Heard(1, message)));
        events.add(new TaskManagerEvent.Heard(9, deploy(NEWER, A)));
        return events;
    }

    private static List<LeaderMessage> messages() {
        List<LeaderMessage> messages = new ArrayList<>(List.of(
                deploy(EPOCH, task(0, 3), task(1, 3)),
                deploy(NEWER, B),
                trigger(2, A, B),
                new LeaderMessage.CancelTasks(OLDER, List.of(A)),
                new LeaderMessage.CheckpointAborted(EPOCH, JOB, new CheckpointId(1)),
                new LeaderMessage.JobEnded(EPOCH, JOB),
                new LeaderMessage.JobEnded(EPOCH, new JobId(9, 9)),
                new LeaderMessage.LeaderHeartbeat(EPOCH),
                new LeaderMessage.LeaderHeartbeat(NEWER)));
        for (TaskId task : List.of(A, A_AGAIN)) {
            messages.add(deploy(EPOCH, task));
            messages.add(new LeaderMessage.CancelTasks(EPOCH, List.of(task)));
            messages.add(new LeaderMessage.AnnounceCheckpoint(EPOCH, JOB, order(1), List.of(task)));
            messages.add(trigger(1, task));
            messages.add(new LeaderMessage.CheckpointDecided(EPOCH, JOB, new CheckpointId(1), List.of(task)));
        }
        return messages;
    }

    private static Play playedTo(Consumer<Play> situation) {
        Play play = new Play();
        situation.accept(play);
        return play;
    }

    /** What happens after these events, the long silence that follows among it. */
    private static List<Object> played(Consumer<Play> situation, TaskManagerEvent... events) {
        Play play = playedTo(situation);
        for (TaskManagerEvent event : events) {
            play.tell(event);
        }
        return play.after(1_000).after(10_000).after(100_000).script;
    }

    @Test
    void theSamplesHaveEveryKindOfEventAndTheSituationsEveryStateOfATask() {
        assertThat(events().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(TaskManagerEvent.class.getPermittedSubclasses());
        assertThat(messages().stream().map(Object::getClass).distinct())
                .containsExactlyInAnyOrder(LeaderMessage.class.getPermittedSubclasses());
        EnumSet<TaskState> seen = EnumSet.noneOf(TaskState.class);
        situations()
                .values()
                .forEach(situation -> playedTo(situation).reports().forEach(report -> seen.add(report.state())));
        assertThat(seen).containsExactly(TaskState.values());
    }

    @Test
    void everyEventAndEveryTwoInARowAreUnderstoodInEverySituation() {
        List<TaskManagerEvent> events = events();
        situations().forEach((name, situation) -> {
            for (TaskManagerEvent first : events) {
                for (TaskManagerEvent second : events) {
                    try {
                        List<Object> once = played(situation, first, second);
                        TaskManagerOrders.demand(
                                once.equals(played(situation, first, second)), "to do the same again", once);
                    } catch (RuntimeException | AssertionError e) {
                        throw new AssertionError("when " + name + ", then " + first + ", then " + second, e);
                    }
                }
            }
        });
    }

    @Test
    void whoHasExitedHearsEverythingAndOrdersNothing() {
        List<TaskManagerEvent> events = events();
        situations().forEach((name, situation) -> {
            for (TaskManagerEvent event : events) {
                Play play = playedTo(situation).after(5_000).after(60_000);
                assertThat(play.orders.exited()).as(name).isTrue();
                int before = play.script.size();
                play.tell(event).after(100_000);
                assertThat(play.script.subList(before, play.script.size()))
                        .as("when %s, then %s", name, event)
                        .containsOnly(Long.MAX_VALUE);
            }
        });
    }
}
