package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.config.CheckpointOptions.Retention;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndedJobsTest {

    private static final JobId JOB = StoredJobsTest.STORED.plan().job();

    private final FileStorages storages = new FileStorages(Optional.empty());
    private final ClusterDirectory cluster;
    private final Term term;
    private final EndedJobs ended;
    private final Path own;

    EndedJobsTest(@TempDir Path directory) throws IOException {
        this.cluster = new ClusterDirectory(
                new ClusterId("c"), StoragePath.parse(directory.resolve("c").toString()));
        this.term = new DirectoryServices(new LocalFileStorage(), cluster, leader -> false).lead();
        this.ended = new EndedJobs(storages, cluster, term);
        this.own = Path.of(cluster.job(JOB).path());
    }

    /** A job with a decided checkpoint, one that came to nothing, a program and jars. */
    private StoredJob ran(Retention retention) throws IOException {
        String checkpoints = cluster.checkpoints(JOB).toString();
        StoredJob job = new StoredJob(
                StoredJobsTest.STORED.plan(),
                StoredJobsTest.STORED.settings(),
                Optional.of(checkpoints),
                retention,
                Optional.empty());
        new StoredJobs(term).write(job);
        FileJobStore store = new FileJobStore(new CheckpointDirectories(storages), term);
        CheckpointOrder order = new CheckpointOrder(
                term.epoch(), new CheckpointId(4), CheckpointKind.CHECKPOINT, 1_000, checkpoints + "/chk-4");
        CheckpointReference decided = store.writeManifest(
                        new Manifest(JOB, order.checkpoint(), term.epoch(), order.kind(), 1_000, List.of()), order)
                .reference()
                .orElseThrow();
        store.writePointer(new Pointer(JOB, term.epoch(), List.of(decided)));
        Files.createDirectories(own.resolve("checkpoints/chk-5"));
        Files.createDirectories(own.resolve("jars"));
        Files.createFile(own.resolve("program"));
        return job;
    }

    private static JobResult result(JobStatus status) {
        return new JobResult(JOB, status, Optional.empty());
    }

    @Test
    void whatIsRetainedOutlivesItsJobAndNothingElse() throws Exception {
        ended.clear(ran(Retention.RETAIN_ON_CANCELLATION), result(JobStatus.CANCELLED));

        assertThat(own.toFile().list()).containsExactly("checkpoints");
        assertThat(own.resolve("checkpoints").toFile().list()).containsExactly("chk-4");
        ended.forget(JOB);
        assertThat(own.resolve("checkpoints/chk-4/_metadata")).exists();
        assertThat(term.jobs()).isEmpty();
    }

    @Test
    void whatIsNotRetainedGoesWithItsJob() throws Exception {
        ended.clear(ran(Retention.RETAIN_ON_CANCELLATION), result(JobStatus.FINISHED));

        assertThat(own.toFile().list()).isEmpty();
        ended.forget(JOB);
        ended.forget(JOB);
        assertThat(own).doesNotExist();
    }

    @Test
    void aFailureKeepsThemUnlessNobodyWantsAny() throws Exception {
        ended.clear(ran(Retention.DELETE_ON_CANCELLATION), result(JobStatus.FAILED));
        assertThat(own.resolve("checkpoints/chk-4/_metadata")).exists();

        ended.clear(ran(Retention.NO_EXTERNALIZED_CHECKPOINTS), result(JobStatus.FAILED));
        assertThat(own.resolve("checkpoints")).doesNotExist();
    }

    @Test
    void aJobThatIsGivenUpLeavesItsCheckpointsAndNothingElse() throws Exception {
        ran(Retention.NO_EXTERNALIZED_CHECKPOINTS);

        ended.forget(JOB);

        assertThat(own.toFile().list()).containsExactly("checkpoints");
        assertThat(own.resolve("checkpoints/chk-4/_metadata")).exists();
        assertThat(term.jobs()).isEmpty();
    }
}
