package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.OperatorState;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.FileStorages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavepointDisposalTest {

    private static final JobId JOB = new JobId(0, 1);

    @TempDir
    private Path directory;

    private final FileStorages storages = FileStorages.of(Map.of());
    private final SavepointDisposal disposal = new SavepointDisposal(storages);

    /** One with a file of its own. */
    private Path made(CheckpointKind kind) throws Exception {
        Path place = Files.createDirectories(directory.resolve("savepoint-1"));
        Path snapshot = Files.writeString(place.resolve("1-task"), "state");
        OperatorState state = new OperatorState(
                new OperatorId(0, 7),
                "counts",
                Optional.empty(),
                1,
                128,
                List.of(new OperatorState.Part(
                        0, new SnapshotHandle.InFile(snapshot.toString(), 0, 5, 0), Optional.empty(), List.of())),
                List.of());
        Manifest manifest = new Manifest(JOB, new CheckpointId(1), new LeaderEpoch(1), kind, 1_000, List.of(state));
        new CheckpointDirectories(storages)
                .write(
                        manifest,
                        new CheckpointOrder(manifest.epoch(), manifest.checkpoint(), kind, 1_000, place.toString()),
                        Optional.empty());
        return place;
    }

    private void dispose(Path place) throws Exception {
        disposal.dispose(SavepointDisposal.directory(place.toString()));
    }

    @Test
    void aSavepointGoesWithAllThatIsItsOwn() throws Exception {
        Path place = made(CheckpointKind.SAVEPOINT);
        dispose(place.resolve("_metadata"));

        assertThat(place).doesNotExist();
    }

    @Test
    void whatElseLiesThereStays() throws Exception {
        Path place = made(CheckpointKind.SAVEPOINT);
        Path letter = Files.writeString(place.resolve("letter"), "keep me");
        dispose(place);

        assertThat(place).isDirectoryNotContaining(file -> !file.equals(letter));
        assertThat(letter).exists();
    }

    @Test
    void whatIsNoSavepointIsNotTouched() throws Exception {
        Path place = made(CheckpointKind.CHECKPOINT);

        assertThatThrownBy(() -> dispose(place)).hasMessageContaining("found a checkpoint of job " + JOB);
        assertThat(place.resolve("1-task")).exists();
        assertThatThrownBy(() -> dispose(directory)).hasMessageContaining("no file _metadata in it");
        assertThatThrownBy(() -> dispose(directory.resolve("nowhere"))).hasMessageContaining("found nothing there");
    }
}
