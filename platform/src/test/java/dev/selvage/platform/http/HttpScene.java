package dev.selvage.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.platform.Await;
import dev.selvage.platform.process.WorkerPool;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** A server on loopback with routes to try, its handlers' threads, and clients for it. Nothing in it may turn out to be a bug. */
public final class HttpScene implements AutoCloseable {

    static final Duration BOUND = Duration.ofSeconds(30);
    public static final String HOST = "127.0.0.1";
    public static final PortRange ANY = new PortRange(List.of(new PortRange.Span(0, 0)));

    private final HttpSettings settings;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final List<String> faults = new CopyOnWriteArrayList<>();
    final WorkerPool handlers = new WorkerPool("handlers", 4, (where, fault) -> faults.add(where + ": " + fault));
    final HttpServer server;

    HttpScene(HttpSettings settings, Route... routes) throws IOException {
        this.settings = settings;
        this.server = HttpServer.bind(settings, HOST, ANY, (where, fault) -> faults.add(where + ": " + fault));
        server.serve(new Router(List.of(routes)), handlers);
    }

    /** Requests of up to a megabyte. */
    public static HttpScene of(Path uploads, Route... routes) throws IOException {
        return new HttpScene(settings(uploads), routes);
    }

    static HttpSettings settings(Path uploads) {
        return HttpSettings.of(1 << 20, uploads);
    }

    public URI address() {
        return URI.create("http://" + HOST + ":" + server.address().getPort() + "/");
    }

    HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, BodyPublishers.noBody());
    }

    HttpResponse<String> send(String method, String path, BodyPublisher body, String... headers) throws Exception {
        java.net.http.HttpRequest.Builder request =
                java.net.http.HttpRequest.newBuilder(address().resolve(path)).method(method, body);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<byte[]> bytes(String path) throws Exception {
        return client.send(
                java.net.http.HttpRequest.newBuilder(address().resolve(path)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    RawClient raw() throws IOException {
        return new RawClient(server.address());
    }

    /** What has been uploaded and still lies there. */
    List<Path> uploads() throws IOException {
        if (!Files.exists(settings.uploads())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(settings.uploads())) {
            return files.toList();
        }
    }

    void awaitNoUploads() throws Exception {
        Await.until("uploaded files are deleted", BOUND, () -> uploads().isEmpty());
    }

    void awaitConnections(int count) throws Exception {
        Await.until(
                () -> count + " are connected, where " + server.connections() + " are",
                BOUND,
                () -> server.connections() == count);
    }

    /** The server first: it waits for handlers. */
    @Override
    public void close() {
        server.close();
        handlers.close();
        assertThat(faults).isEmpty();
    }
}
