package dev.selvage.jobmanager.rest;

import com.fasterxml.jackson.annotation.JsonAlias;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.id.JobId;
import dev.selvage.jobmanager.program.ProgramCall;
import dev.selvage.jobmanager.program.UploadedJars;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a jar is to be run: as the body says, and where that says nothing, as the query does. */
record ProgramRequest(
        Optional<String> entryClass,
        Optional<String> programArgs,
        Optional<List<String>> programArgsList,
        Optional<Integer> parallelism,
        Optional<String> jobId,
        Optional<Boolean> allowNonRestoredState,
        Optional<String> savepointPath,
        @JsonAlias("claimMode") Optional<String> restoreMode,
        Optional<Map<String, String>> flinkConfiguration) {

    private static final int BAD = 400;
    /** A word, or what stands between quotes. */
    private static final Pattern ARGUMENT = Pattern.compile("\"([^\"]*)\"|'([^']*)'|(\\S+)");

    static ProgramRequest of(HttpRequest request) throws HttpProblem {
        ProgramRequest body = request.text().isBlank() ? nothing() : request.json(ProgramRequest.class);
        boolean hasArguments =
                body.programArgs().isPresent() || body.programArgsList().isPresent();
        Optional<List<String>> listed = Optional.ofNullable(request.query().get("programArg"))
                .map(values -> values.stream()
                        .flatMap(value -> Arrays.stream(value.split(",", -1)))
                        .toList());
        Optional<Integer> parallelism = body.parallelism();
        if (parallelism.isEmpty()) {
            parallelism = number(request.queryParameter("parallelism"));
        }
        return new ProgramRequest(
                body.entryClass().or(() -> request.queryParameter("entry-class")),
                hasArguments ? body.programArgs() : request.queryParameter("program-args"),
                hasArguments ? body.programArgsList() : listed,
                parallelism,
                body.jobId().or(() -> request.queryParameter("jobId")),
                body.allowNonRestoredState()
                        .or(() ->
                                request.queryParameter("allowNonRestoredState").map(Boolean::parseBoolean)),
                body.savepointPath().or(() -> request.queryParameter("savepointPath")),
                body.restoreMode()
                        .or(() -> request.queryParameter("restoreMode"))
                        .or(() -> request.queryParameter("claimMode")),
                body.flinkConfiguration());
    }

    private static ProgramRequest nothing() {
        return new ProgramRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Optional<Integer> number(Optional<String> text) throws HttpProblem {
        try {
            return text.map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw new HttpProblem(BAD, "Expected a whole number as parallelism, but found " + text.orElse("") + ".");
        }
    }

    /** What to call. */
    ProgramCall call(Path jar) throws HttpProblem, IOException {
        Optional<String> entry = entryClass.filter(name -> !name.isBlank());
        if (entry.isEmpty()) {
            entry = UploadedJars.entriesOf(jar).stream().findFirst();
        }
        return new ProgramCall(
                jar.toString(),
                entry.orElseThrow(() -> new HttpProblem(
                        BAD,
                        "Expected Main-Class or program-class in the jar's manifest, but found neither: name the class"
                                + " as entry-class.")),
                arguments(),
                settings(),
                job());
    }

    private List<String> arguments() {
        return programArgsList.orElseGet(() -> split(programArgs.orElse("")));
    }

    private static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = ARGUMENT.matcher(line);
        while (word.find()) {
            words.add(Optional.ofNullable(word.group(1))
                    .or(() -> Optional.ofNullable(word.group(2)))
                    .orElseGet(word::group));
        }
        return words;
    }

    private Map<String, String> settings() throws HttpProblem {
        Map<String, String> settings = new TreeMap<>(flinkConfiguration.orElse(Map.of()));
        if (parallelism.isPresent() && parallelism.get() != -1) {
            if (parallelism.get() < 1) {
                throw new HttpProblem(
                        BAD, "Expected a parallelism of at least 1, but found " + parallelism.get() + ".");
            }
            settings.put(ExecutionOptions.PARALLELISM.key(), String.valueOf(parallelism.get()));
        }
        if (restoreMode
                .filter(mode -> mode.toUpperCase(Locale.ROOT).equals("CLAIM"))
                .isPresent()) {
            throw new HttpProblem(
                    BAD,
                    "Expected restoreMode NO_CLAIM, but found CLAIM: a savepoint stays its user's, who disposes of it"
                            + " when it is not needed any more.");
        }
        savepointPath
                .filter(path -> !path.isBlank())
                .ifPresent(path -> settings.put(CheckpointOptions.RECOVERY_PATH.key(), path));
        allowNonRestoredState.ifPresent(
                allowed -> settings.put(CheckpointOptions.IGNORE_UNCLAIMED.key(), String.valueOf(allowed)));
        return settings;
    }

    private Optional<String> job() throws HttpProblem {
        try {
            return jobId.map(id -> JobId.parse(id).toString());
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, "Expected 32 hex digits as jobId: " + e.getMessage() + ".");
        }
    }
}
