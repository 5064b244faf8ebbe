package dev.selvage.core.jobmanager;

import static dev.selvage.core.jobmanager.JobDriver.INTERVAL;
import static dev.selvage.core.jobmanager.JobDriver.ONE;
import static dev.selvage.core.jobmanager.JobDriver.PAUSE;
import static dev.selvage.core.jobmanager.JobDriver.region;
import static dev.selvage.core.jobmanager.JobDriver.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.jobmanager.view.CheckpointView;
import dev.selvage.core.jobmanager.view.CheckpointsView;
import dev.selvage.core.jobmanager.view.TaskPhase;
import dev.selvage.core.jobmanager.view.TaskView;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.TaskState;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What people see of a job: its tasks, and what became of its checkpoints. */
class JobViewTest {

    private final JobDriver job = new JobDriver(3).running();

    private CheckpointsView checkpoints() {
        return job.machine.view().checkpoints();
    }

    private void begin() {
        job.now += INTERVAL;
        job.wake();
    }

    private void complete(long checkpoint) {
        begin();
        job.now += 7;
        job.acknowledge(checkpoint, 1, 2, false);
        job.manifest(checkpoint);
        job.now += 3;
        job.pointer(checkpoint, WriteOutcome.WRITTEN);
    }

    private List<Long> shown() {
        return checkpoints().history().stream()
                .map(each -> each.order().checkpoint().number())
                .toList();
    }

    @Test
    void aCheckpointIsSeenOnItsWayAndWhenItIsComplete() {
        begin();
        long begun = job.now;

        assertThat(checkpoints().counts()).isEqualTo(new CheckpointsView.Counts(0, 0, 0, 1));
        assertThat(checkpoints().history()).singleElement().satisfies(it -> {
            assertThat(it.endedAtMillis()).isEmpty();
            assertThat(it.shares())
                    .extracting(CheckpointView.Share::tasks, CheckpointView.Share::acknowledged)
                    .containsOnly(tuple(2, 0));
        });
        job.now += 7;
        job.acknowledge(1, 1, 2, false);
        job.manifest(1);
        job.now += 3;
        job.pointer(1, WriteOutcome.WRITTEN);

        CheckpointReference reference = new CheckpointReference(new CheckpointId(1), "chk-1", 0);
        assertThat(checkpoints().counts()).isEqualTo(new CheckpointsView.Counts(0, 1, 0, 0));
        assertThat(checkpoints().newest()).contains(reference);
        assertThat(checkpoints().latest().completed().orElseThrow()).satisfies(it -> {
            assertThat(it.reference()).contains(reference);
            assertThat(it.order().kind()).isEqualTo(CheckpointKind.CHECKPOINT);
            assertThat(it.durationMillis()).hasValue(10);
            assertThat(it.shares()).allSatisfy(share -> {
                assertThat(share.acknowledged()).isEqualTo(2);
                assertThat(share.lastMillis()).hasValue(begun + 7);
            });
        });
        assertThat(checkpoints().durationMillis()).isEqualTo(new CheckpointsView.Spread(1, 10, 10, 10));
    }

    @Test
    void onlySoManyAreRememberedAndTheDeletedOnesSaySo() {
        for (int checkpoint = 1; checkpoint <= 4; checkpoint++) {
            complete(checkpoint);
        }
        begin();

        // Two are retained, so the oldest that is remembered is deleted.
        assertThat(shown()).containsExactly(5L, 4L, 3L, 2L);
        assertThat(checkpoints().history().stream().map(CheckpointView::deleted))
                .containsExactly(false, false, false, true);
        assertThat(checkpoints().counts().completed()).isEqualTo(4);
        assertThat(job.machine.view().inShort().checkpoints().history()).isEmpty();
    }

    @Test
    void aFailedTaskIsSeenAndSoIsWhatItCostAndWhatItStartsAgainFrom() {
        complete(1);
        begin();
        job.now += 5;
        job.report(ONE, task("source", 0, 1), TaskState.FAILED);

        assertThat(checkpoints().counts()).isEqualTo(new CheckpointsView.Counts(0, 1, 1, 0));
        assertThat(checkpoints()
                        .latest()
                        .failed()
                        .orElseThrow()
                        .failure()
                        .orElseThrow()
                        .sentence())
                .contains("one failed or lost its connection");
        assertThat(only(0, "source").endedAtMillis()).hasValue(job.now);

        job.report(ONE, task("sink", 0, 1), TaskState.CANCELLED);
        job.after(PAUSE);
        long started = job.now;
        job.recorded(3, WriteOutcome.WRITTEN);
        job.run(ONE, region(0, 3));

        assertThat(checkpoints().latest().restored())
                .contains(new CheckpointsView.Restored(new CheckpointId(1), CheckpointKind.CHECKPOINT, started));
        assertThat(checkpoints().counts().restored()).isEqualTo(1);
        TaskView again = only(0, "source");
        assertThat(again.phase()).isEqualTo(TaskPhase.RUNNING);
        assertThat(again.startedAtMillis()).isEqualTo(OptionalLong.of(started));
        assertThat(again.endedAtMillis()).isEmpty();
    }

    private TaskView only(int subtask, String vertex) {
        return job.machine.view().tasks().stream()
                .filter(view -> view.subtask().equals(task(vertex, subtask, 1).subtask()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSavepointIsSeenBesideTheCheckpointThatTheJobWouldGoOnFrom() {
        complete(1);
        job.tell(new JobEvent.SavepointAsked("/mine"));
        job.acknowledge(2, 1, 2, false);
        job.manifest(2);

        assertThat(checkpoints().latest().savepoint().orElseThrow().order().directory())
                .contains("/mine");
        assertThat(checkpoints().newest().orElseThrow().checkpoint()).isEqualTo(new CheckpointId(1));
    }
}
