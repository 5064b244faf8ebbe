package dev.selvage.benchmarks.frame;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Results, a JSON line each, kept in memory and, if there is a file, appended to it as soon as they are known. */
final class ResultFile {

    private final ObjectMapper mapper = new ObjectMapper();
    private final Optional<Path> file;
    private final List<Result> results = new ArrayList<>();

    /** Reads what the file holds already. */
    ResultFile(Optional<Path> file) throws IOException {
        this.file = file;
        if (file.isPresent() && Files.exists(file.get())) {
            for (String line : Files.readAllLines(file.get())) {
                if (!line.isBlank()) {
                    results.add(mapper.readValue(line, Result.class));
                }
            }
        }
    }

    void add(Result result) throws IOException {
        results.add(result);
        if (file.isPresent()) {
            byte[] line = (mapper.writeValueAsString(result) + "\n").getBytes(StandardCharsets.UTF_8);
            Files.write(file.get(), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }

    boolean has(Trial trial) {
        return results.stream().anyMatch(result -> result.trial().equals(trial));
    }

    /** The highest run of this workload so far, of any engine. */
    int lastRun(String workload, int processes) {
        return results.stream()
                .filter(result -> result.workload().equals(workload) && result.processes() == processes)
                .mapToInt(Result::run)
                .max()
                .orElse(0);
    }

    List<Result> of(String workload, int processes) {
        return results.stream()
                .filter(result -> result.workload().equals(workload) && result.processes() == processes)
                .toList();
    }
}
