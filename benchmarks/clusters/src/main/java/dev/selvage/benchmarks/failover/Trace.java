package dev.selvage.benchmarks.failover;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** What one attempt of a subtask leaves behind, by its file's name. */
record Trace(int subtask, long process, UUID attempt) {

    private static final String SUFFIX = ".trace";

    static long nowMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /** The file that lets this subtask fail. */
    static Path poison(Path directory, int subtask) {
        return directory.resolve("fail-" + subtask);
    }

    Path in(Path directory) {
        return directory.resolve(subtask + "_" + process + "_" + attempt + SUFFIX);
    }

    /** Those of all subtasks, or of one. */
    static List<Trace> all(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name ->
                            name.substring(0, name.length() - SUFFIX.length()).split("_", -1))
                    .map(parts ->
                            new Trace(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), UUID.fromString(parts[2])))
                    .toList();
        }
    }

    /** The moments in it, without the one that is just being written. */
    List<Long> micros(Path directory) throws IOException {
        String text = Files.readString(in(directory));
        List<Long> moments = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            moments.add(Long.parseLong(text.substring(start, end)));
            start = end + 1;
        }
        return moments;
    }
}
