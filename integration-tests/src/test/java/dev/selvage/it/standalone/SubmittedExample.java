package dev.selvage.it.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobExecutor;
import dev.selvage.api.execute.ProgramContext;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.core.id.JobId;
import dev.selvage.examples.WordCount;
import dev.selvage.local.RemoteSubmission;
import dev.selvage.platform.Await;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The example that ships, in the jar that ships, handed to a cluster of the distribution. */
final class SubmittedExample {

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Path directory;

    SubmittedExample(Path directory) {
        this.directory = directory;
    }

    static RestClient client(int port) {
        return new RestClient(
                URI.create("http://localhost:" + port),
                new RestClientSettings(
                        Duration.ofSeconds(15), Duration.ofSeconds(30), 20, Duration.ofMillis(200), 16 << 20));
    }

    /** Counts the words of a file; returns what it wrote once the cluster says that the job has finished. */
    List<String> count(String text, RestClient cluster) throws Exception {
        Path input = Files.writeString(directory.resolve("words"), text);
        Path output = directory.resolve("counts");
        Path jar = UnpackedDistribution.HOME.resolve("examples/WordCount.jar");
        JobId job = RemoteSubmission.submit(graph(input, output), List.of(jar), cluster);
        Await.until("the example finishes", BOUND, () -> status(cluster, job).equals("FINISHED"));
        return lines(output);
    }

    private static String status(RestClient cluster, JobId job) throws Exception {
        return cluster.get("/jobs/" + job + "/status", JsonNode.class)
                .get("status")
                .asText();
    }

    /** What its main() would execute. */
    private static StreamGraph graph(Path input, Path output) throws Exception {
        List<StreamGraph> graphs = new ArrayList<>();
        JobExecutor recorder = new JobExecutor() {
            @Override
            public String target() {
                return "recorder";
            }

            @Override
            public JobClient submit(StreamGraph graph) {
                graphs.add(graph);
                throw new Recorded();
            }
        };
        try {
            ProgramContext.call(Map.of(), recorder, () -> {
                WordCount.main(new String[] {input.toString(), output.toString()});
                return graphs;
            });
        } catch (Recorded enough) {
            // The graph is all that was wanted.
        }
        return graphs.get(0);
    }

    private static final class Recorded extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    static List<String> lines(Path output) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(output)) {
            for (Path file : files.filter(each -> each.getFileName().toString().startsWith("part-"))
                    .toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines.stream().sorted().toList();
    }
}
