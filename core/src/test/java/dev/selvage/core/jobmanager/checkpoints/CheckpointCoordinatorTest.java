package dev.selvage.core.jobmanager.checkpoints;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
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
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Announce;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.DeleteAborted;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.DeleteObsolete;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.FailJob;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.SavepointDone;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.SavepointFailed;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Superseded;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.TellAborted;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.TellDecided;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.Trigger;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.WriteManifest;
import dev.selvage.core.jobmanager.checkpoints.CheckpointAction.WritePointer;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Component;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckpointCoordinatorTest {

    private static final JobId JOB = new JobId(0, 1);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(2);
    private static final long INTERVAL = 1000;
    private static final long TIMEOUT = 5000;
    /** When the first checkpoint is announced. */
    private static final long ANNOUNCED = INTERVAL - 150;

    private static final ExecutionPlan PLAN = new PlanBuilder(JOB, "job")
            .vertex(1, 128, "source")
            .vertex(1, 128, "sink")
            .edge("source", Exchange.FORWARD, "sink")
            .build();
    private static final TaskId SOURCE = task("source", 1);
    private static final TaskId SINK = task("sink", 1);

    /** In the order of their subtasks. */
    private static final List<TaskId> BOTH = Stream.of(SOURCE, SINK).sorted().toList();

    private final CheckpointCoordinator coordinator = new CheckpointCoordinator(
            new CheckpointSettings(true, INTERVAL, TIMEOUT, 300, 1, 2),
            PLAN,
            EPOCH,
            "/checkpoints/job",
            Optional.empty(),
            Pointer.none(JOB, EPOCH),
            List.of(),
            new CheckpointId(1));

    private static TaskId task(String vertex, long deployment) {
        return new TaskId(JOB, new SubtaskId(PlanBuilder.idOf(vertex), 0), new DeploymentNumber(deployment));
    }

    private static TaskSnapshot snapshot(TaskId task, boolean atEndOfInput) {
        return new TaskSnapshot(task, new SnapshotHandle.Inline(Bytes.NONE), atEndOfInput, List.of());
    }

    private static CheckpointId id(long number) {
        return new CheckpointId(number);
    }

    private static Optional<CheckpointReference> reference(long number) {
        return Optional.of(new CheckpointReference(id(number), "chk-" + number + "/_metadata", number));
    }

    private void bothRun() {
        coordinator.running(SOURCE, 0);
        coordinator.running(SINK, 0);
    }

    private List<CheckpointAction> acknowledge(long number, boolean atEndOfInput) {
        coordinator.acknowledged(id(number), List.of(snapshot(SOURCE, atEndOfInput)));
        return coordinator.acknowledged(id(number), List.of(snapshot(SINK, atEndOfInput)));
    }

    private List<CheckpointAction> decide(long number, long now) {
        acknowledge(number, false);
        coordinator.manifest(id(number), WriteOutcome.WRITTEN, reference(number), now);
        return coordinator.pointer(id(number), WriteOutcome.WRITTEN, now);
    }

    @Test
    void aCheckpointCountsOnlyAfterAcknowledgementsManifestAndPointerInThisOrder() {
        bothRun();
        assertThat(coordinator.wakeAtMillis()).isEqualTo(ANNOUNCED);
        assertThat(coordinator.onTime(INTERVAL))
                .singleElement()
                .isInstanceOfSatisfying(
                        Trigger.class, trigger -> assertThat(trigger.tasks()).containsExactlyInAnyOrder(SOURCE, SINK));
        assertThat(coordinator.acknowledged(id(1), List.of(snapshot(SOURCE, false))))
                .isEmpty();
        assertThat(coordinator.acknowledged(id(1), List.of(snapshot(SINK, false))))
                .singleElement()
                .isInstanceOf(WriteManifest.class);
        assertThat(coordinator.newest()).isEmpty();
        assertThat(coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 1200))
                .singleElement()
                .isInstanceOf(WritePointer.class);
        assertThat(coordinator.isSettled()).isFalse();
        assertThat(coordinator.pointer(id(1), WriteOutcome.WRITTEN, 1300))
                .containsExactly(new TellDecided(id(1), BOTH));
        assertThat(coordinator.isSettled()).isTrue();
        assertThat(coordinator.newest().map(Manifest::checkpoint)).contains(id(1));
        assertThat(coordinator.wakeAtMillis()).isEqualTo(INTERVAL + ANNOUNCED);
    }

    @Test
    void aCheckpointIsAnnouncedOnceBeforeItIsDue() {
        bothRun();
        assertThat(coordinator.onTime(ANNOUNCED - 1)).isEmpty();

        assertThat(coordinator.onTime(ANNOUNCED)).singleElement().isInstanceOfSatisfying(Announce.class, it -> {
            assertThat(it.tasks()).containsExactlyInAnyOrder(SOURCE, SINK);
            assertThat(it.order().checkpoint()).isEqualTo(id(1));
        });
        assertThat(coordinator.onTime(ANNOUNCED + 1)).isEmpty();
        assertThat(coordinator.wakeAtMillis()).isEqualTo(INTERVAL);
        assertThat(triggered(INTERVAL)).isEqualTo(id(1));
    }

    @Test
    void aNumberThatWasAnnouncedForNothingIsNotUsedAndWhatWasBegunForItIsDeleted() {
        bothRun();
        coordinator.onTime(ANNOUNCED);
        assertThat(coordinator.lost(SINK)).isEmpty();
        coordinator.running(SINK, ANNOUNCED);
        coordinator.onTime(2 * ANNOUNCED);
        coordinator.savepoint("/savepoints/1", false);

        // One number was lost with a task, one to a savepoint.
        assertThat(triggered(2 * ANNOUNCED)).isEqualTo(id(3));
        acknowledge(3, false);
        coordinator.manifest(id(3), WriteOutcome.WRITTEN, reference(3), 2 * ANNOUNCED);
        assertThat(triggered(3 * INTERVAL)).isEqualTo(id(4));
        acknowledge(4, false);
        coordinator.manifest(id(4), WriteOutcome.WRITTEN, reference(4), 3 * INTERVAL);
        assertThat(coordinator.pointer(id(4), WriteOutcome.WRITTEN, 3 * INTERVAL))
                .filteredOn(DeleteAborted.class::isInstance)
                .extracting(action -> ((DeleteAborted) action).order().checkpoint())
                .containsExactly(id(1), id(2));
    }

    private CheckpointId triggered(long now) {
        return ((Trigger) coordinator.onTime(now).get(0)).order().checkpoint();
    }

    @Test
    void whatAnotherDeploymentAcknowledgesCountsForNothing() {
        bothRun();
        coordinator.onTime(INTERVAL);
        coordinator.acknowledged(id(1), List.of(snapshot(task("source", 2), false)));

        assertThat(coordinator.acknowledged(id(1), List.of(snapshot(SINK, false))))
                .isEmpty();
    }

    @Test
    void aPointerOfUnknownFateIsWrittenAgainUntilItIsKnownWhateverElseHappens() {
        bothRun();
        coordinator.onTime(INTERVAL);
        acknowledge(1, false);
        coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 1200);

        assertThat(coordinator.pointer(id(1), WriteOutcome.UNKNOWN, 1300)).isEmpty();
        assertThat(coordinator.lost(SINK)).isEmpty();
        assertThat(coordinator.isSettled()).isFalse();
        assertThat(coordinator.onTime(INTERVAL + TIMEOUT + 1)).singleElement().isInstanceOf(WritePointer.class);
        assertThat(coordinator.pointer(id(1), WriteOutcome.WRITTEN, 9000))
                .containsExactly(new TellDecided(id(1), BOTH));
        assertThat(coordinator.wakeAtMillis()).isEqualTo(Component.NEVER);
    }

    /** The leader before took it when its term was over; so it happens once, and is nobody's failure. */
    @Test
    void aNumberThatIsTakenIsLeftAloneAndTheNextOneServes() {
        bothRun();
        coordinator.onTime(INTERVAL);
        acknowledge(1, false);

        assertThat(coordinator.manifest(id(1), WriteOutcome.REFUSED, Optional.empty(), 1200))
                .singleElement()
                .isInstanceOf(TellAborted.class);
        assertThat(triggered(2 * INTERVAL)).isEqualTo(id(2));
        decide(2, 2100);
        for (long number = 3; number <= 4; number++) {
            coordinator.onTime(number * INTERVAL);
            acknowledge(number, false);
            List<CheckpointAction> refused =
                    coordinator.manifest(id(number), WriteOutcome.REFUSED, Optional.empty(), number * INTERVAL);
            assertThat(refused.stream().anyMatch(FailJob.class::isInstance)).isEqualTo(number == 4);
        }
    }

    @Test
    void aRefusedPointerMeansThatAnotherLeads() {
        bothRun();
        coordinator.onTime(INTERVAL);
        acknowledge(1, false);
        coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 1200);

        assertThat(coordinator.pointer(id(1), WriteOutcome.REFUSED, 1300)).containsExactly(new Superseded());
        assertThat(coordinator.onTime(99_000)).isEmpty();
        assertThat(coordinator.isSettled()).isFalse();
    }

    @Test
    void aTaskLostOnTheWayAbortsTheCheckpointWithoutCountingAsItsFailure() {
        for (int each = 1; each <= 3; each++) {
            int round = each;
            long now = round * 10_000L;
            coordinator.running(SOURCE, now);
            coordinator.running(SINK, now);
            coordinator.onTime(now + INTERVAL);

            assertThat(coordinator.lost(SINK)).singleElement().isInstanceOfSatisfying(TellAborted.class, told -> {
                assertThat(told.checkpoint()).isEqualTo(id(round));
                assertThat(told.reason().sentence()).contains("one failed or lost its connection");
            });
        }
    }

    @Test
    void failuresInARowAreToleratedOnlySoOften() {
        bothRun();
        Failure reason = Failure.of(ErrorCode.TASK_FAILED, "no room");
        coordinator.onTime(INTERVAL);

        assertThat(coordinator.declined(id(1), SINK, reason, INTERVAL)).containsExactly(new TellAborted(id(1), reason));
        coordinator.onTime(2 * INTERVAL);
        List<CheckpointAction> tooSlow = coordinator.onTime(2 * INTERVAL + TIMEOUT);
        assertThat(tooSlow.get(0))
                .isInstanceOfSatisfying(
                        TellAborted.class, told -> assertThat(told.checkpoint()).isEqualTo(id(2)));
        assertThat(tooSlow.get(1))
                .isInstanceOfSatisfying(
                        FailJob.class,
                        fail -> assertThat(fail.reason().sentence())
                                .startsWith(
                                        "expected at most 1 failed checkpoints in a row, but found one more: expected checkpoint 2 to"
                                                + " complete in time, but 2 tasks are missing, "));
    }

    @Test
    void nothingIsDeletedBeforeAPointerThatDoesNotNameItIsWritten() {
        bothRun();
        coordinator.onTime(INTERVAL);
        coordinator.declined(id(1), SINK, Failure.of(ErrorCode.TASK_FAILED, "no room"), INTERVAL);
        coordinator.onTime(2 * INTERVAL);
        assertThat(decide(2, 2100))
                .satisfiesExactly(
                        told -> assertThat(told).isEqualTo(new TellDecided(id(2), BOTH)),
                        deleted -> assertThat(deleted)
                                .isInstanceOfSatisfying(
                                        DeleteAborted.class,
                                        delete -> assertThat(delete.order().checkpoint())
                                                .isEqualTo(id(1))));
        coordinator.onTime(3 * INTERVAL);
        assertThat(decide(3, 3100)).containsExactly(new TellDecided(id(3), BOTH));
        coordinator.onTime(4 * INTERVAL);
        assertThat(decide(4, 4100))
                .containsExactly(
                        new TellDecided(id(4), BOTH),
                        new DeleteObsolete(reference(2).orElseThrow()));
    }

    @Test
    void whenAllInputHasEndedOneMoreCheckpointFollowsAtOnceAndThenNone() {
        bothRun();
        coordinator.ended(SOURCE, 10);
        assertThat(coordinator.onTime(10)).isEmpty();
        coordinator.ended(SINK, 20);
        assertThat(coordinator.onTime(20)).singleElement().isInstanceOf(Trigger.class);
        acknowledge(1, true);
        coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 30);
        coordinator.pointer(id(1), WriteOutcome.WRITTEN, 40);

        assertThat(coordinator.wakeAtMillis()).isEqualTo(Component.NEVER);
        coordinator.finished(SOURCE);
        assertThat(coordinator.wakeAtMillis()).isEqualTo(Component.NEVER);
    }

    @Test
    void aTaskThatFinishesWhileItIsAwaitedStandsInTheManifestAsFinished() {
        bothRun();
        coordinator.ended(SOURCE, 10);
        coordinator.onTime(INTERVAL);
        coordinator.acknowledged(id(1), List.of(snapshot(SINK, false)));

        assertThat(coordinator.finished(SOURCE))
                .singleElement()
                .isInstanceOfSatisfying(
                        WriteManifest.class,
                        write -> assertThat(write.manifest().operators().get(0).finished())
                                .containsExactly(0));
    }

    @Test
    void aSavepointThatCannotBeIsAnswered() {
        bothRun();
        coordinator.savepoint("/savepoints/1", false);
        coordinator.savepoint("/savepoints/2", false);
        coordinator.onTime(10);
        Failure over = Failure.of(ErrorCode.CHECKPOINT_FAILED, "expected a job, but it is over");

        assertThat(coordinator.refuseSavepoints(over)).containsExactly(new SavepointFailed("/savepoints/2", over));
        assertThat(coordinator.lost(SINK)).hasExactlyElementsOfTypes(TellAborted.class, SavepointFailed.class);
    }

    @Test
    void aSavepointIsMadeBesideAndDecidesNothing() {
        bothRun();
        coordinator.savepoint("/savepoints/1", false);
        assertThat(coordinator.onTime(10)).singleElement().isInstanceOf(Trigger.class);
        acknowledge(1, false);

        assertThat(coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 20))
                .containsExactly(new SavepointDone("/savepoints/1", reference(1).orElseThrow()));
        assertThat(coordinator.newest()).isEmpty();
        assertThat(coordinator.wakeAtMillis()).isEqualTo(ANNOUNCED);
    }

    @Test
    void theSavepointThatAJobStopsWithDecidesAndIsTheLast() {
        bothRun();
        coordinator.savepoint("/savepoints/1", true);
        coordinator.onTime(10);
        acknowledge(1, false);
        assertThat(coordinator.manifest(id(1), WriteOutcome.WRITTEN, reference(1), 20))
                .singleElement()
                .isInstanceOf(WritePointer.class);
        assertThat(coordinator.hasStopped()).isFalse();

        assertThat(coordinator.pointer(id(1), WriteOutcome.WRITTEN, 30))
                .hasExactlyElementsOfTypes(TellDecided.class, SavepointDone.class);
        assertThat(coordinator.hasStopped()).isTrue();
        assertThat(coordinator.durable().newest()).isEqualTo(reference(1));
    }
}
