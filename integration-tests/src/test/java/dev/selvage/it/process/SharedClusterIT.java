package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.local.RemoteSubmission;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that share a cluster, and what one of them leaves for the others. */
final class SharedClusterIT {

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int SUBMISSIONS = 100;
    private static final String LOADER = "dev.selvage.container.program.JobClassLoader";

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private static Set<String> taskManagersOf(JobId job, Processes processes) throws Exception {
        Set<String> found = new TreeSet<>();
        JsonNode vertices =
                processes.leader().get("/jobs/" + job, JsonNode.class).get("vertices");
        for (String vertex : vertices.findValuesAsText("id")) {
            found.addAll(processes
                    .leader()
                    .get("/jobs/" + job + "/vertices/" + vertex, JsonNode.class)
                    .findValuesAsText("taskmanager-id"));
        }
        return found;
    }

    @Test
    void whereJobsAreIsolatedTheDeathOfATaskManagerTouchesOneOfThem() throws Exception {
        CountingJob touched = new CountingJob(directory.resolve("touched"));
        CountingJob beside = new CountingJob(directory.resolve("beside"));
        try (Processes processes = new Processes(directory)) {
            processes.jobManagerWith("-Dcluster.isolate-jobs=true");
            processes.leader();
            Map<String, ChildJvm> taskManagers = new TreeMap<>();
            for (String name : List.of("one", "two", "three", "four")) {
                taskManagers.put(name, processes.taskManager(name, 2));
            }
            JobId first = processes.submit(touched.graph(2, Map.of()));
            JobId second = processes.submit(beside.graph(2, Map.of()));
            touched.awaitCommitted();
            beside.awaitCommitted();
            Set<String> ofFirst = taskManagersOf(first, processes);
            assertThat(ofFirst).isNotEmpty().doesNotContainAnyElementsOf(taskManagersOf(second, processes));
            Set<String> before = beside.deployments();

            Optional.ofNullable(taskManagers.get(ofFirst.iterator().next()))
                    .orElseThrow()
                    .kill();

            touched.letEnd();
            beside.letEnd();
            processes.awaitState(first, "FINISHED");
            processes.awaitState(second, "FINISHED");
            assertThat(touched.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(beside.committed().stream().sorted()).isEqualTo(CountingJob.everyCountOnce());
            assertThat(touched.deployments()).as(processes.said()).hasSizeGreaterThan(1);
            assertThat(beside.deployments())
                    .as("no task of the other job was started again: " + processes.said())
                    .isEqualTo(before);
        }
    }

    @Test
    void aHundredSubmissionsLeaveNoClassLoaderBehind() throws Exception {
        Path jar = UploadedProgram.jar(directory);
        try (Processes processes = new Processes(directory);
                URLClassLoader classes = new URLClassLoader(
                        new URL[] {jar.toUri().toURL()}, getClass().getClassLoader())) {
            Thread.currentThread().setContextClassLoader(classes);
            processes.jobManager();
            processes.leader();
            ChildJvm taskManager = processes.taskManager(4);
            for (int submission = 0; submission < SUBMISSIONS; submission++) {
                JobId job = RemoteSubmission.submit(brief(classes, submission), List.of(jar), processes.leader());
                if (submission == 0) {
                    Await.until("a loader is counted while its job runs", BOUND, () -> loadersIn(taskManager) > 0);
                }
                processes.awaitState(job, "FINISHED");
            }
            Await.until("no loader is left", BOUND, () -> loadersIn(taskManager) == 0);
        } finally {
            Thread.currentThread().setContextClassLoader(getClass().getClassLoader());
        }
    }

    private StreamGraph brief(ClassLoader classes, int submission) throws ReflectiveOperationException {
        return (StreamGraph) Class.forName(UploadedProgram.NAME, true, classes)
                .getMethod("brief", String.class, int.class)
                .invoke(null, directory.resolve("brief-" + submission).toString(), submission == 0 ? 2_000 : 10);
    }

    /** Those that the process could not let go of: whoever prints the histogram collects what is garbage first. */
    private int loadersIn(ChildJvm process) throws IOException, InterruptedException {
        Process asked = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        List<String> lines = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(asked.waitFor()).as(() -> String.join("\n", lines)).isZero();
        return lines.stream()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(columns -> columns.length > 3 && columns[3].equals(LOADER))
                .mapToInt(columns -> Integer.parseInt(columns[1]))
                .sum();
    }
}
