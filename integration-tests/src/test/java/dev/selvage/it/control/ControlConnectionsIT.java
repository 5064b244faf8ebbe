package dev.selvage.it.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import dev.selvage.jobmanager.ClusterStorage;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.Place;
import dev.selvage.jobmanager.ShownJobs;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** One JobManager here, two TaskManagers in processes of their own. */
final class ControlConnectionsIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Longer than any test: nobody is found out by it. */
    private static final long SILENCE_MILLIS = 600_000;

    private static final JobId JOB = new JobId(1, 2);
    private static final OperatorId HEAD = OperatorId.ofUid("head");

    /** Two subtasks, for two TaskManagers of one slot each. */
    private static final ExecutionPlan PLAN = new ExecutionPlan(
            JOB,
            "two halves",
            List.of(new Vertex(
                    Vertex.idOf(HEAD),
                    "head",
                    List.of(new Operator(HEAD, "head", Optional.empty(), false, Optional.empty())),
                    2,
                    128,
                    "default")),
            List.of());

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<JobResult> results = new CopyOnWriteArrayList<>();

    @AfterEach
    void noFaults() {
        assertThat(faults).isEmpty();
    }

    /** A JobManager that leads and has the job; a TaskManager that is gone for 200 ms is lost. */
    private Leader jobManager() throws IOException {
        LocalFileStorage storage = new LocalFileStorage();
        FileStorages storages = new FileStorages(Optional.empty());
        ClusterDirectory cluster = ScriptedProcess.cluster(place().toString());
        Leader leader = Leader.begin(
                new Leader.Parts(
                        ScriptedProcess.services(place().toString()),
                        new ClusterStorage(storages, storage, cluster, Optional.empty()),
                        new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), "127.0.0.1"),
                        ScriptedProcess.CONNECTIONS,
                        new SessionSettings(50, SILENCE_MILLIS, 200),
                        new ShownJobs(Duration.ofHours(1), Optional.empty()),
                        Optional.empty(),
                        results::add),
                "",
                () -> faults.add("a second leader"),
                (where, fault) -> faults.add(where + ": " + fault));
        PackedJob packed = new PackedJob(
                storage, StoragePath.parse(directory.resolve("packed").toString()));
        storage.createDirectories(packed.directory());
        storage.createAtomically(packed.program(), new byte[0]);
        packed.complete(new StoredJob(
                PLAN,
                new JobSettings(CheckpointSettings.disabled(1000), new RestartBackoff.Strategy.None()),
                Optional.empty(),
                CheckpointOptions.Retention.NO_EXTERNALIZED_CHECKPOINTS,
                Optional.empty()));
        assertThat(leader.jobs().accept(packed)).isEqualTo(WriteOutcome.WRITTEN);
        return leader;
    }

    private Path place() {
        return directory.resolve("cluster");
    }

    private ChildJvm taskManager(String name, String script) throws IOException {
        Path own = Files.createDirectories(directory.resolve(name));
        return ChildJvm.start(own, ScriptedProcess.class, List.of("-Xmx128m"), place().toString(), script);
    }

    private void awaitEnd() throws Exception {
        Await.until("the job has ended", BOUND, () -> !results.isEmpty());
    }

    @Test
    void aJobRunsInTwoProcessesThatFindTheLeaderByItsRecord() throws Exception {
        // They are there before anybody leads.
        try (ChildJvm one = taskManager("one", "at-once");
                ChildJvm two = taskManager("two", "at-once");
                Leader jobManager = jobManager()) {
            awaitEnd();
            assertThat(results).containsExactly(new JobResult(JOB, JobStatus.FINISHED, Optional.empty()));
            assertThat(jobManager.term().epoch().number()).isEqualTo(1);
            assertThat(one.output().lines())
                    .filteredOn(line -> line.startsWith("runs"))
                    .hasSize(1);
            assertThat(two.output().lines())
                    .filteredOn(line -> line.startsWith("runs"))
                    .hasSize(1);
        }
    }

    @Test
    void aProcessThatIsKilledIsMissedByItsConnectionNotByItsHeartbeats() throws Exception {
        try (Leader jobManager = jobManager();
                ChildJvm one = taskManager("one", ScriptedProcess.FOR_EVER);
                ChildJvm two = taskManager("two", ScriptedProcess.FOR_EVER)) {
            Await.until(
                    "both run",
                    BOUND,
                    () -> one.output().contains("runs") && two.output().contains("runs"));
            assertThat(jobManager.jobs().find(JOB)).isPresent();
            two.kill();
            awaitEnd();
            assertThat(results).singleElement().satisfies(result -> {
                assertThat(result.status()).isEqualTo(JobStatus.FAILED);
                assertThat(result.reason().map(Failure::code)).contains(ErrorCode.TASK_MANAGER_LOST);
            });
        }
    }
}
