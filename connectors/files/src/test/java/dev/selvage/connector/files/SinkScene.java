package dev.selvage.connector.files;

import dev.selvage.api.file.FileSystem;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A directory of a sink, as readers and as its owners see it. */
record SinkScene(Path directory) {
    static final FileSystem FILES = new JobFileSystem(FileStorages.of(Map.of()));

    TextFileSink<String> sink() {
        return TextFileSink.of(directory.toString());
    }

    /** The lines that others may read, file by file. */
    List<String> visibleLines() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files(false)) {
            lines.addAll(Files.readAllLines(file));
        }
        return lines;
    }

    List<Path> visible() throws IOException {
        return files(false);
    }

    List<Path> hidden() throws IOException {
        return files(true);
    }

    private List<Path> files(boolean hidden) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> entry.getFileName().toString().startsWith(".") == hidden)
                    .sorted()
                    .toList();
        }
    }
}
