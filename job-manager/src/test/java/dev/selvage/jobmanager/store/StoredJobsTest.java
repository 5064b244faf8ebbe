package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredJobsTest {

    private static final JobId JOB = new JobId(1, 2);
    private static final OperatorId HEAD = OperatorId.ofUid("head");
    static final StoredJob STORED = new StoredJob(
            new ExecutionPlan(
                    JOB,
                    "a job",
                    List.of(new Vertex(
                            Vertex.idOf(HEAD),
                            "head",
                            List.of(new Operator(HEAD, "head", Optional.of("head"), true, Optional.empty())),
                            2,
                            128,
                            "default")),
                    List.of()),
            new JobSettings(
                    CheckpointSettings.disabled(1000),
                    new RestartBackoff.Strategy.ExponentialDelay(1, 2, 1.5, 0.1, 3, Integer.MAX_VALUE)),
            Optional.of("/checkpoints/a job"),
            CheckpointOptions.Retention.DELETE_ON_CANCELLATION,
            Optional.empty());

    @TempDir
    private Path directory;

    private Term term;
    private StoredJobs jobs;

    @BeforeEach
    void inADirectory() throws Exception {
        term = new DirectoryServices(
                        new LocalFileStorage(),
                        new ClusterDirectory(
                                new ClusterId("c"),
                                StoragePath.parse(directory.resolve("c").toString())),
                        leader -> false)
                .lead();
        jobs = new StoredJobs(term);
    }

    @Test
    void aJobIsReadAsItWasLeft() throws Exception {
        jobs.write(STORED);

        assertThat(jobs.read(JOB)).isEqualTo(STORED);
    }

    @Test
    void aPersonCanReadItAndDamageIsNoticed() throws Exception {
        jobs.write(STORED);
        String text = new String(term.read(JOB, "job").orElseThrow(), StandardCharsets.UTF_8);
        assertThat(text).startsWith("selvage job 1 ").contains("\"name\":\"a job\"");

        replaceBy(text.replace("a job", "a jog"));
        assertThatThrownBy(() -> jobs.read(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("the record job of job " + JOB);
        replaceBy("something else");
        assertThatThrownBy(() -> jobs.read(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found \"something else\"");
    }

    private void replaceBy(String text) throws Exception {
        term.delete(JOB, "job");
        term.write(JOB, "job", text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aJobThatIsNotThereIsMissed() {
        assertThatThrownBy(() -> jobs.read(JOB)).isInstanceOf(IOException.class).hasMessageContaining("found none");
    }
}
