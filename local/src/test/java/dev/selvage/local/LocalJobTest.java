package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.config.Settings;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.plan.Exchange;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.PlanBuilder;
import dev.selvage.jobmanager.store.MemoryJobStore;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.storage.FileStorages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The machines of core on real loops, with links and storage in memory. */
@Timeout(60)
class LocalJobTest {

    private static final JobId JOB = new JobId(0, 12);
    /** Two regions. */
    private static final ExecutionPlan PLAN = new PlanBuilder(JOB, "bread")
            .vertex(2, 128, "source")
            .vertex(2, 128, "sink")
            .edge("source", Exchange.FORWARD, "sink")
            .build();

    private static final SubtaskId SOURCE_0 = new SubtaskId(PlanBuilder.idOf("source"), 0);
    private static final SubtaskId SINK_0 = new SubtaskId(PlanBuilder.idOf("sink"), 0);
    private static final SubtaskId SOURCE_1 = new SubtaskId(PlanBuilder.idOf("source"), 1);

    private static final List<String> CHECKPOINTS = List.of(
            "execution.checkpointing.interval", "20 ms",
            "restart-strategy.type", "fixed-delay",
            "restart-strategy.fixed-delay.attempts", "2",
            "restart-strategy.fixed-delay.delay", "5 ms");

    private final LastWords causes = new LastWords();
    private final ScriptedRuntime tasks = new ScriptedRuntime(causes);
    private final MemoryJobStore store;
    private final String directory;

    LocalJobTest(@TempDir Path snapshots) {
        directory = snapshots.toString();
        store = new MemoryJobStore(new FileStorages(Optional.empty()));
    }

    private Submission submission(String... settings) {
        Savepoints savepoints = new Savepoints(new FileStorages(Optional.empty()));
        return Submission.of(PLAN, Settings.of(settings), Optional.empty(), directory, savepoints);
    }

    private LocalJob start(String... more) throws Exception {
        List<String> settings = new ArrayList<>(CHECKPOINTS);
        settings.addAll(List.of(more));
        return LocalJob.start(submission(settings.toArray(String[]::new)), store, tasks, causes);
    }

    /** Whatever a test did: a job that is over leaves nothing behind. */
    @AfterEach
    void everythingHasStopped() {
        assertThat(tasks.isClosed()).isTrue();
        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(Thread::isAlive)
                        .map(Thread::getName)
                        .filter(name -> name.startsWith("local-")
                                // Its last act is to show the result.
                                && !name.equals("local-job")))
                .isEmpty();
    }

    @Test
    void aJobRunsIsCheckpointedAndFinishesWithItsLastCommit() throws Exception {
        LocalJob job = start();
        tasks.awaitRunning(4);
        assertThat(job.result(Duration.ofMillis(1))).isEmpty();
        tasks.awaitNextCommit(SINK_0);

        tasks.endAll();
        JobResult result = job.result();

        assertThat(result.jobId()).isEqualTo(JOB.toString());
        assertThat(result.wasCancelled()).isFalse();
        assertThat(result.netRuntime()).isPositive();
        assertThat(tasks.starts().values()).containsOnly(1);
        assertThat(tasks.running()).isZero();
        CheckpointReference newest = store.pointer(JOB).orElseThrow().newest().orElseThrow();
        // By the region that ended last: the end may have come to the two of them in different checkpoints.
        assertThat(tasks.highestCommitted()).contains(newest.checkpoint());
        assertThat(store.manifest(newest)).isPresent();
        assertThat(job.result(Duration.ZERO)).contains(result);
    }

    @Test
    void withoutCheckpointsAJobFinishesAtTheEndOfItsInput() throws Exception {
        LocalJob job = LocalJob.start(submission(), store, tasks, causes);
        tasks.awaitRunning(4);

        tasks.endAll();

        assertThat(job.result().wasCancelled()).isFalse();
        assertThat(store.pointer(JOB)).isEmpty();
    }

    @Test
    void whatFailsStartsAgainFromTheNewestCheckpointAndTheOthersGoOn() throws Exception {
        LocalJob job = start();
        tasks.awaitRunning(4);
        tasks.task(SOURCE_0).setState("7 loaves");
        tasks.awaitNextCommit(SINK_0);

        tasks.fail(SOURCE_0, new IllegalArgumentException("burnt"));
        tasks.awaitStarts(SINK_0, 2);
        tasks.awaitStarts(SOURCE_0, 2);

        assertThat(tasks.task(SOURCE_0).state()).isEqualTo("7 loaves");
        assertThat(tasks.starts()).containsEntry(SOURCE_1, 1);
        tasks.awaitNextCommit(SOURCE_1);
        tasks.endAll();
        assertThat(job.result().wasCancelled()).isFalse();
    }

    @Test
    void aJobThatFailsOnceTooOftenFailsWithWhatUserCodeThrew() throws Exception {
        LocalJob job = start("restart-strategy.type", "none");
        tasks.awaitRunning(4);
        IllegalArgumentException thrown = new IllegalArgumentException("burnt");

        tasks.fail(SOURCE_0, thrown);

        assertThatThrownBy(job::result)
                .isInstanceOf(JobFailedException.class)
                .hasCause(thrown)
                .hasMessageContaining("The job bread (" + JOB + ") has failed: SELVAGE-5001 TASK_FAILED: ")
                .hasMessageContaining("operator source of subtask 0 to take record 7");
        assertThat(tasks.running()).isZero();
    }

    @Test
    void restartsAreExhaustedOneByOne() throws Exception {
        LocalJob job = start();
        for (int attempt = 1; attempt <= 3; attempt++) {
            tasks.awaitStarts(SOURCE_0, attempt);
            tasks.fail(SOURCE_0, new IllegalArgumentException("burnt for the " + attempt + "th time"));
        }

        assertThatThrownBy(job::result).hasMessageContaining("burnt for the 3th time");
        assertThat(tasks.starts()).containsEntry(SOURCE_0, 3);
    }

    @Test
    void aCancelledJobStopsItsTasksAndSaysSo() throws Exception {
        LocalJob job = start();
        tasks.awaitRunning(4);

        job.cancel();

        assertThat(job.result().wasCancelled()).isTrue();
        assertThat(tasks.running()).isZero();
        job.cancel();
    }

    @Test
    void aTaskThatDoesNotStopEndsItsJobAllTheSame() throws Exception {
        LocalJob job = start("task.cancellation.timeout", "50 ms");
        tasks.awaitRunning(4);
        tasks.ignoreCancellation();

        job.cancel();

        assertThatThrownBy(job::result)
                .isInstanceOf(JobFailedException.class)
                .hasMessageContaining("expected a cancelled task to stop in time");
    }

    @Test
    void severalTaskManagersShareAJob() throws Exception {
        LocalJob job = start("local.number-taskmanager", "2");
        tasks.awaitRunning(4);
        tasks.awaitNextCommit(SINK_0);

        assertThat(tasks.placesInUse()).isEqualTo(2);
        tasks.endAll();
        assertThat(job.result().wasCancelled()).isFalse();
    }

    @Test
    void aBugOfOursEndsTheJobAndIsShown() throws Exception {
        NullPointerException bug = new NullPointerException("flour");
        LocalJob job = LocalJob.start(submission(), store, new BrokenRuntime(tasks, bug), causes);

        assertThatThrownBy(job::result)
                .isInstanceOf(JobFailedException.class)
                .hasCause(bug)
                .hasMessageContaining("a bug of Selvage in local-taskmanager-1");
    }
}
