package dev.selvage.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What YARN says of an application and, by YARN's proxy, its JobManager of the job; the same addresses do in a browser. */
final class YarnPages {

    private static final Pattern ADDRESS =
            Pattern.compile("<name>yarn.resourcemanager.webapp.address</name>\\s*<value>([^<]+)</value>");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.ALWAYS)
            .connectTimeout(PATIENCE)
            .build();
    private final ObjectMapper json = new ObjectMapper();
    private final String resourceManager;

    /** @param hadoopSettings those of the cluster's clients */
    YarnPages(Path hadoopSettings) throws IOException {
        Matcher found = ADDRESS.matcher(Files.readString(hadoopSettings.resolve("yarn-site.xml")));
        if (!found.find()) {
            throw new IllegalStateException(
                    "Expected the address of the ResourceManager's pages in " + hadoopSettings + ", but found none.");
        }
        resourceManager = "http://" + found.group(1);
    }

    /** Where the JobManager of an application is, whichever attempt it is of. */
    String jobManager(String application) {
        return resourceManager + "/proxy/" + application;
    }

    /** Such as {@code SUCCEEDED}; {@code UNDEFINED} until it has ended. */
    String finalStatus(String application) {
        return page(resourceManager + "/ws/v1/cluster/apps/" + application)
                .map(page -> page.at("/app/finalStatus").asText())
                .orElse("UNDEFINED");
    }

    /** Where each task runs, in which deployment, once all run; nothing before, or as long as no JobManager answers. */
    Optional<SortedMap<String, String>> tasks(String application, String job) {
        String base = jobManager(application) + "/jobs/" + job;
        Optional<JsonNode> page = page(base);
        if (page.isEmpty() || !page.get().path("state").asText().equals("RUNNING")) {
            return Optional.empty();
        }
        SortedMap<String, String> tasks = new TreeMap<>();
        for (JsonNode vertex : page.get().path("vertices")) {
            Optional<JsonNode> detail =
                    page(base + "/vertices/" + vertex.path("id").asText());
            for (JsonNode task : detail.map(each -> each.path("subtasks")).orElse(json.createArrayNode())) {
                if (!task.path("status").asText().equals("RUNNING")) {
                    return Optional.empty();
                }
                tasks.put(
                        vertex.path("name").asText() + " "
                                + task.path("subtask").asText(),
                        "deployment " + task.path("attempt").asText() + " in "
                                + task.path("taskmanager-id").asText());
            }
        }
        return Optional.of(tasks).filter(found -> !found.isEmpty());
    }

    private Optional<JsonNode> page(String address) {
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(address))
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(json.readTree(answer.body())) : Optional.empty();
        } catch (IOException e) {
            // Nobody listens, or what answers is YARN itself, in HTML.
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to wait for " + address + ", but was interrupted.", e);
        }
    }
}
