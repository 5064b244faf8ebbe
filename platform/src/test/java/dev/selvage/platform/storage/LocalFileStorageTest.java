package dev.selvage.platform.storage;

import static dev.selvage.platform.storage.StorageScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The local disk keeps the contracts of all storages. */
final class LocalFileStorageTest implements FileStorageContract, FencingContract, GrowingFileContract {

    @TempDir
    private Path directory;

    private final FileStorage storage = new LocalFileStorage();

    @Override
    public FileStorage storage() {
        return storage;
    }

    @Override
    public StoragePath directory() {
        return StoragePath.parse(directory.toString());
    }

    @Test
    void aCreatedFileLeavesNothingBeside() throws IOException {
        storage.createAtomically(at("file"), bytes("first"));
        StorageScene.made(() -> storage.createAtomically(at("file"), bytes("second")));

        assertThat(directory).isDirectoryContaining(entry -> entry.endsWith("file"));
        try (var entries = Files.list(directory)) {
            assertThat(entries).hasSize(1);
        }
    }

    @Test
    void aTreeIsDeletedWithoutWhatItsLinksPointTo() throws IOException {
        storage.createDirectories(at("tree"));
        storage.createMarker(at("precious"));
        Files.createSymbolicLink(directory.resolve("tree/link"), directory.resolve("precious"));
        Files.createSymbolicLink(directory.resolve("tree/up"), directory);

        storage.deleteTree(at("tree"));

        assertThat(storage.list(directory())).hasValue(List.of("precious"));
    }

    @Test
    void aFileThatCannotBeBegunLeavesItsNameFree() throws IOException {
        // Whose thread was interrupted makes files, but cannot write into them.
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> storage.createWhole(at("file"), bytes("begun")))
                    .isInstanceOf(ClosedByInterruptException.class);
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(directory).isEmptyDirectory();

        storage.createWhole(at("file"), bytes("begun")).close();
        assertThat(directory.resolve("file")).hasContent("begun");
    }

    @Test
    void aPathOfAnotherFileSystemIsAMistake() {
        assertThatThrownBy(() -> storage.read(StoragePath.parse("hdfs://name-node:8020/file")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hdfs://name-node:8020/file");
    }
}
