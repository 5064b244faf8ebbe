package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.OperatorState;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
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
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileJobStoreTest extends JobStoreContract {

    private static final JobResult RESULT = new JobResult(JOB, JobStatus.FINISHED, Optional.empty());

    private final DirectoryServices services;
    private final Term term;
    private final FileJobStore store;
    private final CheckpointDirectories directories = new CheckpointDirectories(new FileStorages(Optional.empty()));
    private final String checkpoints;

    FileJobStoreTest(@TempDir Path directory) throws IOException {
        ClusterDirectory cluster = new ClusterDirectory(
                new ClusterId("c"), StoragePath.parse(directory.resolve("c").toString()));
        this.services = new DirectoryServices(new LocalFileStorage(), cluster, leader -> false);
        services.lead();
        services.lead();
        this.term = services.lead();
        assertThat(term.epoch()).isEqualTo(EPOCH);
        this.store = new FileJobStore(directories, term);
        this.checkpoints = directory.resolve("checkpoints").toString();
    }

    @Override
    String checkpoints() {
        return checkpoints;
    }

    @Override
    JobStore store() {
        return store;
    }

    @Override
    Optional<DeploymentRecord> deployment() throws IOException {
        return store.deployment(JOB);
    }

    @Override
    Optional<Pointer> pointer() throws IOException {
        return store.pointer(JOB, checkpoints);
    }

    @Override
    Optional<Manifest> manifest(CheckpointReference reference) throws IOException {
        return directories.find(reference);
    }

    @Override
    Optional<JobResult> result() throws IOException {
        return store.result(JOB);
    }

    private Pointer pointerTo(long checkpoint) {
        return new Pointer(
                JOB,
                EPOCH,
                List.of(store.writeManifest(manifest(checkpoint, 1_000), order(checkpoint))
                        .reference()
                        .orElseThrow()));
    }

    @Test
    void whoeverIsSupersededDecidesNothingAnyMore() throws Exception {
        Pointer first = pointerTo(1);
        Pointer second = pointerTo(2);
        assertThat(store.writePointer(first)).isEqualTo(WriteOutcome.WRITTEN);
        Term next = services.lead();

        assertThat(store.writePointer(second)).isEqualTo(WriteOutcome.REFUSED);
        assertThat(store.writeDeployment(deployment(1))).isEqualTo(WriteOutcome.REFUSED);
        assertThat(store.writeResult(RESULT)).isEqualTo(WriteOutcome.REFUSED);
        assertThat(next.names(JOB)).singleElement().asString().startsWith("pointer-1-by-3");
    }

    @Test
    void aPointerToASavepointOrToManyCheckpointsIsFoundAsWell() throws Exception {
        CheckpointReference savepoint =
                new CheckpointReference(new CheckpointId(7), "/savepoints/one/_metadata", 0xfedcba98L);
        Pointer toSavepoint = new Pointer(JOB, EPOCH, List.of(savepoint));
        Pointer toMany = new Pointer(
                JOB,
                EPOCH,
                LongStream.iterate(1_000, checkpoint -> checkpoint - 1)
                        .limit(100)
                        .mapToObj(this::reference)
                        .toList());

        for (Pointer pointer : List.of(toSavepoint, toMany)) {
            assertThat(store.writePointer(pointer)).isEqualTo(WriteOutcome.WRITTEN);
            assertThat(store.writePointer(pointer)).isEqualTo(WriteOutcome.WRITTEN);
            assertThat(store.pointer(JOB, checkpoints)).contains(pointer);
        }
        Pointer small = new Pointer(JOB, EPOCH, List.of(reference(1_001), savepoint));
        assertThat(store.writePointer(small)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store.pointer(JOB, checkpoints)).contains(small);
    }

    @Test
    void aPointerThatSaysNothingIsNotTakenForNone() throws Exception {
        store.writePointer(pointerTo(1));
        term.mark(JOB, "pointer-2-by-3-of another form");

        assertThatThrownBy(() -> store.pointer(JOB, checkpoints))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("pointer-2-by-3-of another form");
    }

    private CheckpointReference reference(long checkpoint) {
        CheckpointId id = new CheckpointId(checkpoint);
        return new CheckpointReference(id, StoredNames.manifest(checkpoints, id), 0xfedcba98L);
    }

    @Test
    void anotherResultIsRefused() {
        store.writeResult(RESULT);

        assertThat(store.writeResult(new JobResult(JOB, JobStatus.CANCELLED, Optional.empty())))
                .isEqualTo(WriteOutcome.REFUSED);
    }

    @Test
    void whatIsSupersededDoesNotPileUp() throws Exception {
        for (long number = 1; number <= 5; number++) {
            store.writeDeployment(deployment(number));
            store.writePointer(pointerTo(number));
        }
        store.deleteSuperseded(JOB);

        assertThat(term.names(JOB))
                .containsExactlyInAnyOrder(
                        "deployment-5",
                        PointerName.of(store.pointer(JOB, checkpoints).orElseThrow())
                                .orElseThrow());
    }

    @Test
    void aSavepointNamesItsFilesAsSeenFromItsDirectoryAndIsNeverDeleted(@TempDir Path own) throws Exception {
        String chosen = own.resolve("savepoint").toString();
        CheckpointOrder order =
                new CheckpointOrder(EPOCH, new CheckpointId(9), CheckpointKind.SAVEPOINT, 1_000, chosen);
        Manifest manifest = new Manifest(
                JOB,
                order.checkpoint(),
                EPOCH,
                CheckpointKind.SAVEPOINT,
                1_000,
                List.of(new OperatorState(
                        OperatorId.ofUid("one"),
                        "one",
                        Optional.empty(),
                        1,
                        128,
                        List.of(new OperatorState.Part(
                                0, new SnapshotHandle.InFile(chosen + "/state", 0, 1, 0), Optional.empty(), List.of())),
                        List.of())));

        CheckpointReference reference =
                store.writeManifest(manifest, order).reference().orElseThrow();

        assertThat(directories.find(reference)).contains(manifest);
        assertThat(Files.readString(own.resolve("savepoint/_metadata"))).doesNotContain(own.toString());
        store.deleteCheckpoint(reference);
        assertThat(directories.find(reference)).isPresent();
    }

    @Test
    void aManifestThatIsNotWhatThePointerSaysIsNone() throws Exception {
        CheckpointReference reference = pointerTo(1).newest().orElseThrow();

        assertThat(directories.find(new CheckpointReference(reference.checkpoint(), reference.manifest(), 17)))
                .isEmpty();
    }
}
