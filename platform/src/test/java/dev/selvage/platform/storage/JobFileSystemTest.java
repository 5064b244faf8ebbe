package dev.selvage.platform.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs get of the local disk what connectors expect. */
final class JobFileSystemTest implements FileSystemContract {

    @TempDir
    private Path directory;

    private final FileSystem files = new JobFileSystem(FileStorages.of(Map.of()));

    @Override
    public FileSystem files() {
        return files;
    }

    @Override
    public URI directory() {
        return directory.toUri();
    }

    @Test
    void namesThatWeWouldNotGiveAreStillRead() throws IOException {
        Files.writeString(directory.resolve("2026-11-21T10:00:00.log"), "a line\n");

        assertThat(files.list(directory()))
                .extracting(FileStatus::path)
                .containsExactly(directory().resolve("./2026-11-21T10:00:00.log"));
    }

    @Test
    void aRenameStaysOnOneFileSystem() {
        assertThatThrownBy(() -> files.rename(directory().resolve("file"), URI.create("hdfs://localhost:1/file")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("hdfs://localhost:1/file")
                .hasMessageEndingWith("Nothing was changed.");
    }
}
