package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One job, one JobManager and two TaskManagers in processes of their own, which exchange records over TCP. */
final class JobInProcessesIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private CountingJob job() {
        return new CountingJob(directory.resolve("output"));
    }

    private StreamGraph counts() {
        return job().graph(2, Map.of());
    }

    private List<String> committed() throws IOException {
        return job().committed();
    }

    private Set<String> deployments() throws IOException {
        return job().deployments();
    }

    private void assertDone(ChildJvm jobManager, Processes processes) throws Exception {
        job().letEnd();
        assertThat(jobManager.exitStatus()).as(processes::said).isEqualTo(ExitCode.DONE.status());
        assertThat(committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
    }

    @Test
    void everyRecordIsCommittedOnce() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.pack(counts());
            ChildJvm jobManager = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            assertDone(jobManager, processes);
        }
    }

    @Test
    void theNextJobManagerAdoptsWhatRuns() throws Exception {
        killJobManager(new Processes(directory));
    }

    @Test
    void everyRecordIsCommittedOnceWithTheClustersDirectoryOnHdfs() throws Exception {
        killJobManager(Processes.onHdfs(directory, MiniCluster.shared()));
    }

    private void killJobManager(Processes cluster) throws Exception {
        try (Processes processes = cluster) {
            JobId job = processes.pack(counts());
            ChildJvm victim = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            Set<String> before = deployments();
            victim.kill();
            assertDone(processes.jobManager(job), processes);
            assertThat(deployments())
                    .as("no task was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }

    /** Stops the job, which goes on from the directory's new place at another parallelism. */
    private void stopMoveAndGoOn(JobId job, ChildJvm jobManager, Processes processes) throws Exception {
        processes.askForSavepoint(job, directory.resolve("savepoints"), true);
        assertThat(jobManager.exitStatus()).as(processes::said).isEqualTo(ExitCode.DONE.status());
        List<String> first = committed();
        assertThat(first)
                .as("what is committed, and nothing behind")
                .hasSizeLessThan(CountingJob.RECORDS)
                .doesNotHaveDuplicates()
                .isNotEmpty();

        Path moved = directory.resolve("moved");
        Files.move(newestSavepoint(), moved);
        JobId next = processes.pack(job().graph(3, Map.of("execution.savepoint.path", moved.toString())));
        ChildJvm nextJobManager = processes.jobManager(next);
        processes.taskManager();
        assertDone(nextJobManager, processes);
    }

    /** That one is complete that was made last. */
    private Path newestSavepoint() throws IOException {
        try (Stream<Path> made = Files.list(directory.resolve("savepoints"))) {
            return made.filter(each -> Files.exists(each.resolve("_metadata")))
                    .max(Comparator.comparing(
                            each -> each.resolve("_metadata").toFile().lastModified()))
                    .orElseThrow();
        }
    }

    @Test
    void aJobThatWasStoppedGoesOnFromItsSavepointWhereverThatIs() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.pack(counts());
            ChildJvm jobManager = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            stopMoveAndGoOn(job, jobManager, processes);
        }
    }

    @Test
    void aSavepointThatWasAskedForIsMadeThoughTheJobManagerIsKilled() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.pack(counts());
            ChildJvm victim = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            String beside = processes.askForSavepoint(job, directory.resolve("savepoints"), false);
            victim.kill();
            ChildJvm jobManager = processes.jobManager(job);
            assertThat(processes.awaitSavepoint(job, beside).resolve("_metadata"))
                    .as(processes::said)
                    .exists();
            stopMoveAndGoOn(job, jobManager, processes);
        }
    }

    @Test
    void everyRecordIsCommittedOnceThoughATaskManagerIsKilled() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.pack(counts());
            ChildJvm jobManager = processes.jobManager(job);
            processes.taskManager();
            ChildJvm victim = processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            victim.kill();
            processes.taskManager();
            assertDone(jobManager, processes);
        }
    }
}
