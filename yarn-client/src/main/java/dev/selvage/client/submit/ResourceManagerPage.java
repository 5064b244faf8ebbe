package dev.selvage.client.submit;

import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.yarn.conf.YarnConfiguration;

/**
 * The settings that the ResourceManager itself runs with, as its page shows them: the client's files often lack what only the
 * ResourceManager reads. It is asked once, for a moment; where it does not answer, or wants a ticket, the client's files must do.
 */
final class ResourceManagerPage {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int LARGEST_PAGE = 8 << 20;

    /** As Hadoop words it. */
    private record Page(List<Property> properties) {}

    private record Property(String key, String value) {}

    private ResourceManagerPage() {}

    /**
     * How many attempts the cluster allows. Where the global limit is not set, and in Hadoop before 3.4, the other one is the limit;
     * otherwise that is only what an application gets that does not say.
     */
    static Attempts.Limit limitOfAttempts(YarnConfiguration client) throws InterruptedException {
        for (URI page : pages(client)) {
            Optional<Map<String, String>> settings = read(page);
            if (settings.isPresent()) {
                return limit(settings.get(), "of its ResourceManager");
            }
        }
        Map<String, String> own = new TreeMap<>();
        for (String key : List.of(YarnConfiguration.GLOBAL_RM_AM_MAX_ATTEMPTS, YarnConfiguration.RM_AM_MAX_ATTEMPTS)) {
            Optional.ofNullable(client.get(key)).ifPresent(value -> own.put(key, value));
        }
        return limit(own, "in this client's yarn-site.xml, since the ResourceManager's own settings could not be read");
    }

    static Attempts.Limit limit(Map<String, String> settings, String place) {
        for (String key : List.of(YarnConfiguration.GLOBAL_RM_AM_MAX_ATTEMPTS, YarnConfiguration.RM_AM_MAX_ATTEMPTS)) {
            Optional<Integer> most = Optional.ofNullable(settings.get(key))
                    .map(String::strip)
                    .filter(text -> text.matches("[1-9][0-9]{0,8}"))
                    .map(Integer::parseInt);
            if (most.isPresent()) {
                return new Attempts.Limit(most.get(), key + " " + place);
            }
        }
        return new Attempts.Limit(
                YarnConfiguration.DEFAULT_RM_AM_MAX_ATTEMPTS, "the default of " + YarnConfiguration.RM_AM_MAX_ATTEMPTS);
    }

    private static List<URI> pages(YarnConfiguration client) {
        boolean secure = "HTTPS_ONLY".equals(client.get(YarnConfiguration.YARN_HTTP_POLICY_KEY));
        String key = secure ? YarnConfiguration.RM_WEBAPP_HTTPS_ADDRESS : YarnConfiguration.RM_WEBAPP_ADDRESS;
        String port = secure ? ":" + YarnConfiguration.DEFAULT_RM_WEBAPP_HTTPS_PORT : ":8088";
        List<String> addresses = new ArrayList<>();
        if (client.getBoolean(YarnConfiguration.RM_HA_ENABLED, false)) {
            for (String id : client.getTrimmedStrings(YarnConfiguration.RM_HA_IDS)) {
                // One that stands by shows its settings too.
                Optional.ofNullable(client.get(key + "." + id))
                        .or(() -> Optional.ofNullable(client.get(YarnConfiguration.RM_HOSTNAME + "." + id))
                                .map(host -> host + port))
                        .ifPresent(addresses::add);
            }
        } else {
            Optional.ofNullable(client.get(key)).ifPresent(addresses::add);
        }
        return addresses.stream()
                .filter(address -> address.matches("[\\w.:\\[\\]-]+"))
                .map(address -> URI.create((secure ? "https://" : "http://") + address + "/conf?format=json"))
                .toList();
    }

    private static Optional<Map<String, String>> read(URI page) throws InterruptedException {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(PATIENCE)
                .build();
        // Older ones go by the query, newer ones by what is accepted.
        HttpRequest request = HttpRequest.newBuilder(page)
                .timeout(PATIENCE)
                .header("Accept", "application/json")
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream content = response.body()) {
                String text = new String(content.readNBytes(LARGEST_PAGE), StandardCharsets.UTF_8);
                return response.statusCode() == 200 ? Optional.of(settings(text)) : Optional.empty();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    static Map<String, String> settings(String text) throws IOException {
        Map<String, String> settings = new TreeMap<>();
        for (Property property : Optional.ofNullable(
                        JsonFormat.read(text, Page.class).properties())
                .orElse(List.of())) {
            if (property.key() != null && property.value() != null) {
                settings.put(property.key(), property.value());
            }
        }
        return settings;
    }
}
