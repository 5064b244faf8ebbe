package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.connector.files.TextFileSink;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.http.client.RestException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What is said to those who start a job from a savepoint that does not fit, or delete one that is needed. */
final class SavepointMistakesIT {

    private static final Duration BOUND = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private Path stopped(JobId job, Processes processes) throws Exception {
        Path savepoint =
                processes.awaitSavepoint(job, processes.askForSavepoint(job, directory.resolve("savepoints"), true));
        processes.awaitState(job, "FINISHED");
        return savepoint;
    }

    /** What {@link CountingJob} does without counting: a line for each record. */
    private static StreamGraph withoutCounts(Path output, Map<String, String> settings) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        settings.forEach(program::set);
        program.enableCheckpointing(Duration.ofMillis(200))
                .fromSource(
                        DataGeneratorSource.of(index -> index, CountingJob.RECORDS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .sinkTo(TextFileSink.<Long>of(output.toString()));
        return program.streamGraph("lines");
    }

    private static StreamGraph another(Path output, Map<String, String> settings) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        settings.forEach(program::set);
        program.fromSource(
                        DataGeneratorSource.of(index -> index, 1, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "letters")
                .uid("letters")
                .sinkTo(TextFileSink.<Long>of(output.toString()))
                .uid("letterbox");
        return program.streamGraph("another");
    }

    @Test
    void stateThatNobodyClaimsIsLostOnlyIfItsUserSaysSo() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("output"));
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            processes.leader();
            processes.taskManager(2);
            JobId counting = processes.submit(job.graph(2, Map.of()));
            job.awaitCommitted();
            String savepoint = stopped(counting, processes).toString();
            int before = job.committed().size();
            Map<String, String> from = Map.of("execution.savepoint.path", savepoint);

            assertThatThrownBy(() -> processes.submit(another(directory.resolve("letters"), from)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("The job another cannot start from " + savepoint)
                    .hasMessageContaining("expected an operator for all state")
                    .hasMessageContaining("numbers");
            assertThatThrownBy(() -> processes.submit(withoutCounts(job.output(), from)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("found none for")
                    .hasMessageContaining("execution.state-recovery.ignore-unclaimed-state");

            JobId lines = processes.submit(withoutCounts(
                    job.output(),
                    Map.of(
                            "execution.savepoint.path",
                            savepoint,
                            "execution.savepoint.ignore-unclaimed-state",
                            "true")));
            processes.awaitState(lines, "FINISHED");
            assertThat(before).isPositive();
            assertThat(job.committed())
                    .as("the source went on where it was: " + processes.said())
                    .hasSize(CountingJob.RECORDS);
        }
    }

    @Test
    void aSavepointIsNotDisposedOfWhileAJobWouldStartAgainFromIt() throws Exception {
        CountingJob job = new CountingJob(directory.resolve("output"));
        try (Processes processes = new Processes(directory)) {
            processes.jobManager();
            processes.leader();
            ChildJvm taskManager = processes.taskManager();
            JobId first = processes.submit(job.graph(1, Map.of()));
            job.awaitCommitted();
            Path savepoint = stopped(first, processes);
            taskManager.kill();

            JobId second = processes.submit(job.graph(1, Map.of("execution.savepoint.path", savepoint.toString())));
            assertThatThrownBy(() -> dispose(processes, savepoint))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(409))
                    .hasMessageContaining("job " + second + " would start again from");

            processes.taskManager();
            job.letEnd();
            processes.awaitState(second, "FINISHED");
            dispose(processes, savepoint);
            Await.until(
                    "the savepoint is gone", BOUND, () -> !savepoint.toFile().exists());
            assertThat(job.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
        }
    }

    private static void dispose(Processes processes, Path savepoint) throws Exception {
        processes.leader().post("/savepoint-disposal", Map.of("savepoint-path", savepoint.toString()), JsonNode.class);
    }
}
