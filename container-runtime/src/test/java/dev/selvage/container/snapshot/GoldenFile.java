package dev.selvage.container.snapshot;

import dev.selvage.core.checkpoint.SnapshotHandle;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A snapshot that an earlier version wrote. It is never written again: a new format gets a file of its own, which
 * {@code -Dselvage.test.golden=<directory>} has the tests write into a directory.
 */
record GoldenFile(String name) {

    byte[] read() throws IOException {
        try (InputStream in = GoldenFile.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        }
    }

    /** Writes what the present version writes, if somebody wants it. */
    void offer(TaskStates states, SnapshotFiles files) throws IOException {
        String target = System.getProperty("selvage.test.golden", "");
        if (!target.isEmpty()) {
            SnapshotHandle written =
                    states.freeze().write(files, "file", 1 << 20).handle();
            Files.write(
                    Path.of(target, name),
                    ((SnapshotHandle.Inline) written).bytes().toArray());
        }
    }
}
