package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.platform.Await;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Programs whose {@code main()} is called in the ApplicationMaster. */
final class ApplicationOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private YarnApplication program(String entryClass, String word, String... settings) throws Exception {
        return YarnApplication.program(
                MiniCluster.shared(),
                directory,
                new SubmissionRequest.Program(
                        List.of(ProgramJar.in(directory).toString()),
                        entryClass,
                        List.of(directory.toString(), word),
                        List.of()),
                settings);
    }

    private List<String> notes() throws Exception {
        Path notes = directory.resolve("notes");
        return Files.exists(notes) ? Files.readAllLines(notes) : List.of();
    }

    /** The lines of all files that a job has committed, and which deployments of its tasks they are of. */
    private record Output(List<String> lines, TreeSet<String> deployments) {}

    private Output output(String job) throws Exception {
        Output output = new Output(new ArrayList<>(), new TreeSet<>());
        Path place = directory.resolve(job);
        if (Files.isDirectory(place)) {
            try (Stream<Path> files = Files.list(place)) {
                for (Path file : files.toList()) {
                    String name = String.valueOf(file.getFileName());
                    if (name.startsWith("part-")) {
                        output.lines().addAll(Files.readAllLines(file));
                        output.deployments().add(name.split("-", -1)[3]);
                    }
                }
            }
        }
        return output;
    }

    /** Every count of every key up to its last one, each once; returns how many there are. */
    private static long requireEachCountOnce(List<String> lines) {
        Map<String, TreeSet<Long>> counts = new TreeMap<>();
        for (String line : lines) {
            String[] parts = line.replaceAll("[^0-9,]", "").split(",", -1);
            assertThat(counts.computeIfAbsent(parts[0], any -> new TreeSet<>()).add(Long.parseLong(parts[1])))
                    .as("%s comes once", line)
                    .isTrue();
        }
        assertThat(counts).hasSize(10);
        counts.forEach((key, times) -> assertThat(times)
                .as("key %s", key)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, times.size()).boxed().toList()));
        return lines.size();
    }

    @Test
    void aProgramGoesOnInTheNextAttemptWhereItsJobsAre() throws Exception {
        try (YarnApplication application = program(ProgramJar.NAME, "two")) {
            RestClient first = application.leader(1);
            Await.until(
                    "the second job writes",
                    BOUND,
                    () -> !output("second").lines().isEmpty());
            assertThatThrownBy(() -> first.post("/jobs", Map.of(), JsonNode.class))
                    .isInstanceOfSatisfying(
                            RestException.class, e -> assertThat(e.status()).isEqualTo(403));
            SortedMap<String, Long> taskManagers = application.processes().of(ProcessKind.TASKMANAGER);
            TreeSet<String> deployments = output("second").deployments();

            application.killMaster();
            RestClient second = application.leader(2);
            int before = output("second").lines().size();
            Await.until(
                    "the second job goes on",
                    BOUND,
                    () -> output("second").lines().size() > before + 500);

            assertThat(application.processes().of(ProcessKind.TASKMANAGER))
                    .as("the same processes")
                    .isEqualTo(taskManagers);
            Await.until("main() is called again", BOUND, () -> notes().size() == 4);
            assertThat(notes()).element(3).isEqualTo(notes().get(1));
            stop(second);

            ApplicationState end = application.awaitEnd();
            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.SUCCEEDED);
            assertThat(end.diagnostics()).contains("All 2 jobs have finished.");
            assertThat(notes()).as("execute() has returned").hasSize(5).endsWith("second");
            assertThat(requireEachCountOnce(output("first").lines()))
                    .as("the first job ran once")
                    .isEqualTo(1_000);
            requireEachCountOnce(output("second").lines());
            assertThat(output("second").deployments())
                    .as("no task was started again")
                    .isEqualTo(deployments);
            Await.until("nothing is left of it", BOUND, () -> !application.isStaged());
            assertThat(application.history().attempt()).isEqualTo(2);
            assertThat(application.history().jobs())
                    .extracting(ApplicationHistory.Job::name, ApplicationHistory.Job::state)
                    .containsExactlyInAnyOrder(tuple("first", "FINISHED"), tuple("second", "FINISHED"));
        }
    }

    private void stop(RestClient client) throws Exception {
        for (JsonNode job : client.get("/jobs", JsonNode.class).get("jobs")) {
            if (job.get("status").asText().equals("RUNNING")) {
                client.post(
                        "/jobs/" + job.get("id").asText() + "/stop",
                        Map.of(
                                "targetDirectory",
                                directory.resolve("savepoints").toString(),
                                "drain",
                                false),
                        JsonNode.class);
            }
        }
    }

    @Test
    void whatMainThrowsEndsItsJobsAndIsTheReason() throws Exception {
        // Nobody remembers anything: there is one attempt, and it does as well.
        try (YarnApplication application = program(ProgramJar.NAME, "throw", "high-availability.type: none")) {
            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics())
                    .contains(
                            "main() of demo.Program has thrown java.lang.IllegalStateException: the wind was against me");
            assertThat(end.attempt()).isEqualTo(1);
        }
    }

    @Test
    void whyAJobHasFailedCanBeReadAfterwards() throws Exception {
        try (YarnApplication application = program(ProgramJar.NAME, "fail")) {
            assertThat(application.awaitEnd().phase()).isEqualTo(ApplicationState.Phase.FAILED);

            assertThat(application.history().end()).isEqualTo("FAILED");
            assertThat(application.history().jobs()).singleElement().satisfies(job -> {
                assertThat(job.state()).isEqualTo("FAILED");
                assertThat(job.incidents())
                        .first()
                        .satisfies(incident -> assertThat(incident.reason()).contains("/ by zero"));
            });
        }
    }

    @Test
    void aProgramThatExitsCostsNoSecondAttempt() throws Exception {
        try (YarnApplication application = program(ProgramJar.NAME, "exit")) {
            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics()).contains("main() of demo.Program has called System.exit(3).");
            assertThat(end.attempt()).isEqualTo(1);
            assertThat(notes()).containsExactly("called");
        }
    }

    @Test
    void aClassThatIsNotThereIsToldAtOnce() throws Exception {
        try (YarnApplication application = program("demo.Nobody", "two")) {
            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.FAILED);
            assertThat(end.diagnostics()).contains("Expected the class demo.Nobody with a main()");
            assertThat(end.attempt()).isEqualTo(1);
        }
    }

    @Test
    void aProgramThatWaitsForeverCanBeEnded() throws Exception {
        try (YarnApplication application = program(ProgramJar.NAME, "wait")) {
            RestClient client = application.leader(1);
            Await.until("main() is called", BOUND, () -> !notes().isEmpty());

            client.delete("/cluster", JsonNode.class);

            assertThat(application.awaitEnd().phase()).isEqualTo(ApplicationState.Phase.CANCELLED);
            Await.until("nothing is left of it", BOUND, () -> !application.isStaged());
        }
    }

    @Test
    void aProgramWithoutAJobSucceedsWithAWarning() throws Exception {
        try (YarnApplication application = program(ProgramJar.NAME, "nothing")) {
            ApplicationState end = application.awaitEnd();

            assertThat(end.phase()).isEqualTo(ApplicationState.Phase.SUCCEEDED);
            assertThat(end.diagnostics()).contains("It has executed no job.");
            assertThat(notes()).containsExactly("called", "nothing to do");
        }
    }
}
