package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryJobStoreTest extends JobStoreContract {

    private static final TaskId TASK = new TaskId(JOB, new SubtaskId(new VertexId(1, 2), 3), new DeploymentNumber(4));

    private final Path directory;
    private final MemoryJobStore store;

    MemoryJobStoreTest(@TempDir Path directory) {
        this.directory = directory;
        this.store = new MemoryJobStore(new FileStorages(Optional.empty()));
    }

    @Override
    String checkpoints() {
        return directory.toString();
    }

    @Override
    JobStore store() {
        return store;
    }

    @Override
    Optional<DeploymentRecord> deployment() {
        return store.deployment(JOB);
    }

    @Override
    Optional<Pointer> pointer() {
        return store.pointer(JOB);
    }

    @Override
    Optional<Manifest> manifest(CheckpointReference reference) {
        return store.manifest(reference);
    }

    @Override
    Optional<JobResult> result() {
        return store.result(JOB);
    }

    private Path snapshotOf(long checkpoint) throws IOException {
        Path file = Path.of(order(checkpoint).fileOf(TASK));
        Files.createDirectories(directory.resolve("chk-" + checkpoint));
        return Files.createFile(file);
    }

    @Test
    void snapshotsOfADeletedCheckpointGoWithItsDirectory() throws Exception {
        Path deleted = snapshotOf(1);
        Path kept = snapshotOf(2);
        CheckpointReference reference =
                store.writeManifest(manifest(1, 1_000), order(1)).reference().orElseThrow();

        store.deleteCheckpoint(reference);

        assertThat(deleted.getParent()).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void snapshotsOfACheckpointThatCameToNothingGo() throws Exception {
        Path aborted = snapshotOf(1);
        Path kept = snapshotOf(11);

        store.deleteAborted(JOB, order(1));

        assertThat(aborted).doesNotExist();
        assertThat(kept).exists();
    }
}
