package dev.selvage.benchmarks.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

/** Completed checkpoints of a job, as Flink's REST interface tells of them. */
final class CheckpointHistory implements Supplier<Map<Long, Long>> {

    private final HttpClient client = HttpClient.newHttpClient();
    private final ObjectMapper mapper = new ObjectMapper();
    private final URI uri;

    CheckpointHistory(int restPort, String job) {
        this.uri = URI.create("http://localhost:" + restPort + "/jobs/" + job + "/checkpoints");
    }

    @Override
    public Map<Long, Long> get() {
        Map<Long, Long> completed = new TreeMap<>();
        try {
            HttpResponse<String> response =
                    client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
            for (JsonNode checkpoint : mapper.readTree(response.body()).path("history")) {
                if (checkpoint.path("status").asText().equals("COMPLETED")) {
                    completed.put(
                            checkpoint.path("id").asLong(),
                            checkpoint.path("end_to_end_duration").asLong());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return completed;
    }
}
