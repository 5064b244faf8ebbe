package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.connector.files.TextFileSink;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.process.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One job, one JobManager and two TaskManagers in processes of their own, which exchange records over TCP. */
final class JobInProcessesIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int RECORDS = 60_000;
    private static final int RECORDS_PER_SECOND = 10_000;
    /** For a job that is to be stopped before its end, however slow the machine is. */
    private static final int SLOWLY = 2_000;

    private static final int KEYS = 100;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    /** How often a key has come so far. */
    record Count(long key, long times) {}

    /** Counts by key, and writes every count: each of them once, or something was lost or counted twice. */
    private StreamGraph counts() {
        return counts(2, RECORDS_PER_SECOND, Map.of());
    }

    private StreamGraph counts(int parallelism, int perSecond, Map<String, String> settings) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        settings.forEach(program::set);
        program.setParallelism(parallelism)
                .enableCheckpointing(Duration.ofMillis(200))
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000")
                .set("restart-strategy.fixed-delay.delay", "50 ms")
                .fromSource(
                        DataGeneratorSource.of(index -> new Count(index % KEYS, 1), RECORDS, Types.of(Count.class))
                                .withRatePerSecond(perSecond),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(Count::key)
                .reduce((before, one) -> new Count(one.key(), before.times() + one.times()))
                .sinkTo(TextFileSink.<Count>of(output().toString()));
        return program.streamGraph("counts");
    }

    private Path output() {
        return directory.resolve("output");
    }

    /** The lines of all files that have been committed. */
    private List<String> committed() throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(output())) {
            try (Stream<Path> files = Files.list(output())) {
                for (Path file : files.filter(JobInProcessesIT::isCommitted).toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    private static boolean isCommitted(Path file) {
        return file.getFileName().toString().startsWith("part-");
    }

    /** Sorted, what the job comes to over all its records. */
    private static List<String> everyCountOnce() {
        return LongStream.range(0, KEYS)
                .boxed()
                .flatMap(key ->
                        LongStream.rangeClosed(1, RECORDS / KEYS).mapToObj(times -> new Count(key, times).toString()))
                .sorted()
                .toList();
    }

    private void assertDone(ChildJvm jobManager, Processes processes) throws Exception {
        assertThat(jobManager.exitStatus()).as(processes::said).isEqualTo(ExitCode.DONE.status());
        assertThat(committed().stream().sorted()).isEqualTo(everyCountOnce());
    }

    @Test
    void everyRecordIsCommittedOnce() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.submit(counts());
            ChildJvm jobManager = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            assertDone(jobManager, processes);
        }
    }

    /** Which deployments of its tasks the committed files are of. */
    private Set<String> deployments() throws IOException {
        try (Stream<Path> files = Files.list(output())) {
            return files.filter(JobInProcessesIT::isCommitted)
                    .map(file -> file.getFileName().toString().split("-", -1)[3])
                    .collect(Collectors.toCollection(TreeSet::new));
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
            JobId job = processes.submit(counts());
            ChildJvm victim = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            Set<String> before = deployments();
            victim.kill();
            // Without a JobManager the job cannot end, so this does not depend on how fast anybody is from here on.
            assertThat(committed()).hasSizeLessThan(RECORDS);
            assertDone(processes.jobManager(job), processes);
            assertThat(deployments())
                    .as("no task was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }

    /** Stops the job, which goes on from the directory's new place at another parallelism. */
    private void stopMoveAndGoOn(JobId job, ChildJvm jobManager, Processes processes) throws Exception {
        long wish = processes.leave(
                job, new JobEvent.SavepointAsked(processes.newSavepoint(directory.resolve("savepoints"), job), true));
        assertThat(jobManager.exitStatus()).as(processes::said).isEqualTo(ExitCode.DONE.status());
        String manifest = processes
                .answer(job, wish)
                .orElseThrow()
                .savepoint()
                .orElseThrow()
                .manifest();
        List<String> first = committed();
        assertThat(first)
                .as("what is committed, and nothing behind")
                .hasSizeLessThan(RECORDS)
                .doesNotHaveDuplicates()
                .isNotEmpty();

        Path moved = directory.resolve("moved");
        Files.move(Path.of(manifest).getParent(), moved);
        JobId next =
                processes.submit(counts(3, RECORDS_PER_SECOND, Map.of("execution.savepoint.path", moved.toString())));
        ChildJvm nextJobManager = processes.jobManager(next);
        processes.taskManager();
        assertDone(nextJobManager, processes);
    }

    @Test
    void aJobThatWasStoppedGoesOnFromItsSavepointWhereverThatIs() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.submit(counts(2, SLOWLY, Map.of()));
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
            JobId job = processes.submit(counts(2, SLOWLY, Map.of()));
            ChildJvm victim = processes.jobManager(job);
            processes.taskManager();
            processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            victim.kill();
            long beside = processes.leave(
                    job, new JobEvent.SavepointAsked(processes.newSavepoint(directory.resolve("savepoints"), job)));
            ChildJvm jobManager = processes.jobManager(job);
            Await.until(
                    "the savepoint is made",
                    BOUND,
                    () -> processes.answer(job, beside).isPresent());
            assertThat(processes.answer(job, beside).orElseThrow().savepoint())
                    .as(processes::said)
                    .isPresent();
            stopMoveAndGoOn(job, jobManager, processes);
        }
    }

    @Test
    void everyRecordIsCommittedOnceThoughATaskManagerIsKilled() throws Exception {
        try (Processes processes = new Processes(directory)) {
            JobId job = processes.submit(counts());
            ChildJvm jobManager = processes.jobManager(job);
            processes.taskManager();
            ChildJvm victim = processes.taskManager();
            Await.until(
                    "a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
            victim.kill();
            // Without the victim the job cannot end, so this does not depend on how fast anybody is from here on.
            assertThat(committed()).hasSizeLessThan(RECORDS);
            processes.taskManager();
            assertDone(jobManager, processes);
        }
    }
}
