package dev.selvage.am;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationEndTest {

    private static final JobId JOB = new JobId(0, 7);

    @TempDir
    private Path directory;

    private Path staging;
    private final List<String> told = new CopyOnWriteArrayList<>();
    private ApplicationEnd.Historian historian = (outcome, diagnostics) -> {};
    private boolean memoryIsAway;
    private final BlockingQueue<ExitCode> exits = new LinkedBlockingQueue<>();

    @BeforeEach
    void somethingIsStaged() throws Exception {
        staging = Files.createDirectories(directory.resolve("staging"));
        Files.writeString(staging.resolve("application.zip"), "what another attempt begins with");
    }

    private ApplicationEnd end(ApplicationEnd.Farewell farewell, Path storage) {
        return end(farewell, storage, "c");
    }

    private ApplicationEnd end(ApplicationEnd.Farewell farewell, Path storage, String clusterId) {
        StoragePath cluster = StoragePath.parse(storage.toString());
        return new ApplicationEnd(
                historian,
                farewell,
                new Staging(
                        new FileStorages(Optional.empty()),
                        StoragePath.parse(staging.toString()),
                        new ClusterDirectory(new ClusterId(clusterId), cluster),
                        this::forget),
                Duration.ofMillis(1),
                exits::add,
                (where, fault) -> told.add("fault " + fault));
    }

    private void forget(ClusterId cluster) throws IOException {
        told.add("forgotten " + cluster);
        if (memoryIsAway) {
            throw new IOException("nobody answers");
        }
    }

    private void write(ApplicationOutcome outcome, String diagnostics) {
        told.add("history " + outcome + " " + diagnostics);
    }

    private void tell(ApplicationOutcome outcome, String diagnostics) {
        told.add(outcome + " " + diagnostics + " staged: " + Files.exists(staging));
    }

    private Optional<ExitCode> exit() throws InterruptedException {
        return Optional.ofNullable(exits.poll(30, TimeUnit.SECONDS));
    }

    private static JobResult result(JobStatus status) {
        Optional<Failure> reason = status == JobStatus.FAILED
                ? Optional.of(Failure.of(ErrorCode.TASK_FAILED, "Expected a number, but found a word."))
                : Optional.empty();
        return new JobResult(JOB, status, reason);
    }

    @Test
    void yarnIsToldBeforeAnythingIsDeleted() throws Exception {
        end(this::tell, staging.resolve("ha/c")).withJob(result(JobStatus.FINISHED));

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(told).containsExactly("SUCCEEDED Job " + JOB + " has finished. staged: true");
        assertThat(staging).doesNotExist();
    }

    @Test
    void itsHistoryIsWrittenAsLongAsAnotherAttemptWouldWriteItAnew() throws Exception {
        historian = this::write;

        end(this::tell, staging).begin(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(told).containsExactly("history SUCCEEDED done", "SUCCEEDED done staged: true");
    }

    @Test
    void aHistoryThatCannotBeWrittenKeepsNobodyFromEnding() throws Exception {
        historian = (outcome, diagnostics) -> {
            throw new IOException("no room");
        };

        end(this::tell, staging).begin(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(told).containsExactly("SUCCEEDED done staged: true");
        assertThat(staging).doesNotExist();
    }

    @Test
    void whatBecameOfTheJobBecomesOfTheApplication() throws Exception {
        end(this::tell, staging).withJob(result(JobStatus.FAILED));
        assertThat(exit()).contains(ExitCode.JOB_FAILED);
        end(this::tell, staging).withJob(result(JobStatus.CANCELLED));
        assertThat(exit()).contains(ExitCode.DONE);

        assertThat(told).hasSize(2);
        assertThat(told.get(0)).startsWith("FAILED Job").contains("found a word");
        assertThat(told.get(1)).startsWith("KILLED Job").contains("was cancelled");
    }

    /** The next attempt finds the durable result, and tries again. */
    @Test
    void ifYarnCannotBeToldNothingIsDeletedAndTheProcessEndsSoThatAnotherAttemptComes() throws Exception {
        ApplicationEnd end = end(
                (outcome, diagnostics) -> {
                    throw new IOException("nobody listens");
                },
                staging);

        end.begin(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(exit()).contains(ExitCode.GIVEN_UP);
        assertThat(staging.resolve("application.zip")).exists();
    }

    @Test
    void checkpointsThatAreThereStayWithAllThatSurroundsThem() throws Exception {
        Path checkpoint = Files.createDirectories(staging.resolve("ha/c/jobs/" + JOB + "/checkpoints/chk-3"));

        end(this::tell, staging.resolve("ha/c")).begin(ApplicationOutcome.SUCCEEDED, "ended by its user");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(checkpoint).exists();
    }

    @Test
    void checkpointsElsewhereKeepNoStaging() throws Exception {
        Path checkpoint = Files.createDirectories(directory.resolve("ha/c/jobs/" + JOB + "/checkpoints/chk-3"));

        end(this::tell, directory.resolve("ha/c")).begin(ApplicationOutcome.SUCCEEDED, "ended by its user");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(checkpoint).exists();
        assertThat(staging).doesNotExist();
    }

    /** Its staging directory is named after the application. */
    @Test
    void whatIsRememberedElsewhereUnderTheApplicationsNameGoesToo() throws Exception {
        Path own = directory.resolve("ha/staging");
        Files.createDirectories(own.resolve("lead-1-here"));
        memoryIsAway = true;

        end(this::tell, own, "staging").begin(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(exit()).as("whatever became of that").contains(ExitCode.DONE);
        assertThat(told).containsExactly("SUCCEEDED done staged: true", "forgotten staging");
        assertThat(own).doesNotExist();
        assertThat(staging).doesNotExist();
    }

    @Test
    void whatIsRememberedUnderAnotherNameMayBeForTheNextApplication() throws Exception {
        Path named = Files.createDirectories(directory.resolve("ha/my-stream/lead-1-here"));

        end(this::tell, directory.resolve("ha/my-stream"), "my-stream").begin(ApplicationOutcome.SUCCEEDED, "done");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(told).containsExactly("SUCCEEDED done staged: true");
        assertThat(named).exists();
    }

    @Test
    void onlyTheFirstEndCounts() throws Exception {
        ApplicationEnd end = end(this::tell, staging);

        end.begin(ApplicationOutcome.SUCCEEDED, "first");
        end.begin(ApplicationOutcome.FAILED, "second");

        assertThat(exit()).contains(ExitCode.DONE);
        assertThat(told).singleElement().asString().contains("first");
    }
}
