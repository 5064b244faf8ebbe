package dev.selvage.platform.http.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.selvage.platform.http.JsonFormat;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Asks the REST interface of one cluster and waits for the answer. Whatever the type of an answer, {@code JsonNode} takes it as it
 * is. Redirects are followed with the same method and body, since JobManagers that stand by redirect to the one that leads. May be
 * used by any thread; the JDK's client below has threads of its own, which keep no process alive.
 */
public final class RestClient {

    private static final String JSON = "application/json";
    private static final int UNAVAILABLE = 503;

    private final URI address;
    private final RestClientSettings settings;
    private final HttpClient http;

    /**
     * A client of one cluster.
     *
     * @param address what stands before all paths, such as {@code http://host:8081/} or {@code https://gateway/cluster/}
     */
    public RestClient(URI address, RestClientSettings settings) {
        this.address = address.getPath().endsWith("/") ? address : URI.create(address + "/");
        this.settings = settings;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(settings.connectionTimeout())
                .build();
    }

    /**
     * Asks for something.
     *
     * @param path with its query, encoded, such as {@code /jobs/overview}
     * @throws RestException if the server refuses
     * @throws IOException if there is no answer, or none of this type
     */
    public <T> T get(String path, Class<T> answer) throws IOException, InterruptedException {
        return ask("GET", path, "", BodyPublishers.noBody(), answer);
    }

    /** Sends an object, and is answered as by {@link #get}. */
    public <T> T post(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return ask("POST", path, JSON, BodyPublishers.ofByteArray(JsonFormat.write(body)), answer);
    }

    /** The same by another method. */
    public <T> T patch(String path, Object body, Class<T> answer) throws IOException, InterruptedException {
        return ask("PATCH", path, JSON, BodyPublishers.ofByteArray(JsonFormat.write(body)), answer);
    }

    /** Deletes something, and is answered as by {@link #get}. */
    public <T> T delete(String path, Class<T> answer) throws IOException, InterruptedException {
        return ask("DELETE", path, "", BodyPublishers.noBody(), answer);
    }

    /** Sends a form, and is answered as by {@link #get}. */
    public <T> T upload(String path, List<FormPart> parts, Class<T> answer) throws IOException, InterruptedException {
        // By chance alone: what is sent is not searched for it first.
        String boundary = UUID.randomUUID().toString();
        BodyPublisher form = BodyPublishers.concat(Stream.concat(
                        parts.stream().map(part -> part.publisher(boundary)),
                        Stream.of(BodyPublishers.ofString("--" + boundary + "--\r\n")))
                .toArray(BodyPublisher[]::new));
        return ask("POST", path, "multipart/form-data; boundary=" + boundary, form, answer);
    }

    private <T> T ask(String method, String path, String contentType, BodyPublisher body, Class<T> answer)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path)).method(method, body);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        if (!contentType.startsWith("multipart/")) {
            request.timeout(settings.answerTimeout());
        }
        Answer answered = askUntilAnswered(request.build());
        if (answered.status() / 100 != 2) {
            throw refused(answered);
        }
        if (!answered.whole()) {
            throw new IOException("Expected an answer of at most " + settings.longestReply() + " bytes from "
                    + uri(path) + ", found more: raise rest.client.max-content-length.");
        }
        try {
            return JsonFormat.read(answered.text(), answer);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "Expected an answer of REST from " + uri(path) + ", but cannot read what came: "
                            + e.getOriginalMessage(),
                    e);
        }
    }

    private URI uri(String path) {
        return URI.create(address + (path.startsWith("/") ? path.substring(1) : path));
    }

    private record Answer(int status, boolean whole, String text) {}

    /** Asks again where nobody answers, or nobody leads: a cluster whose JobManager is gone soon has another. */
    private Answer askUntilAnswered(HttpRequest request) throws IOException, InterruptedException {
        for (int left = settings.retries(); ; left--) {
            try {
                Answer answer = askOnce(request);
                if (answer.status() != UNAVAILABLE || left <= 0) {
                    return answer;
                }
            } catch (IOException e) {
                if (left <= 0 || !mayRepeat(request, e)) {
                    throw new IOException(
                            "Expected an answer to " + request.method() + " " + request.uri() + ", but there is none: "
                                    + e,
                            e);
                }
            }
            Thread.sleep(settings.retryDelay().toMillis());
        }
    }

    /** What was sent may have been done, though the answer was lost; only asking does no harm a second time. */
    private static boolean mayRepeat(HttpRequest request, IOException failure) {
        return failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || request.method().equals("GET");
    }

    private Answer askOnce(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream content = response.body()) {
            byte[] bytes = content.readNBytes(settings.longestReply());
            boolean whole = content.read() < 0;
            return new Answer(response.statusCode(), whole, new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private record Errors(List<String> errors) {}

    private RestException refused(Answer answer) {
        try {
            List<String> errors = JsonFormat.read(answer.text(), Errors.class).errors();
            if (errors != null && !errors.isEmpty()) {
                return new RestException(answer.status(), errors);
            }
        } catch (JsonProcessingException e) {
            // Something between us and the server answered in its own form.
        }
        return new RestException(
                answer.status(),
                List.of("Expected an answer of REST from " + address + ", found status " + answer.status()
                        + " and no sentence with it: ask at that address whether it is REST."));
    }
}
