package dev.selvage.jobmanager.rest;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.http.HttpServer;
import dev.selvage.platform.http.HttpSettings;
import dev.selvage.platform.http.Route;
import dev.selvage.platform.http.Router;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** All that clients can ask a JobManager by HTTP, and where. */
public final class RestInterface implements AutoCloseable {

    private final HttpServer server;
    private final String url;

    private RestInterface(HttpServer server, String url) {
        this.server = server;
        this.url = url;
    }

    /**
     * Starts to answer.
     *
     * @param host by which clients reach this machine, if the options name none
     * @param handlers runs what may block
     */
    public static RestInterface start(
            Configuration configuration,
            String host,
            LeaderGate gate,
            Savepoints savepoints,
            Executor handlers,
            FaultHandler faults)
            throws IOException {
        Path temporary = temporary(configuration);
        HttpServer server = HttpServer.bind(
                HttpSettings.of(
                        configuration.get(RestOptions.SERVER_MAX_CONTENT).bytes(), temporary),
                configuration.find(RestOptions.BIND_ADDRESS).orElse("0.0.0.0"),
                configuration.find(RestOptions.BIND_PORT).orElseGet(() -> only(configuration.get(RestOptions.PORT))),
                faults);
        server.serve(routes(gate, configuration, savepoints, temporary), handlers);
        String reached = configuration.find(RestOptions.ADDRESS).orElse(host);
        return new RestInterface(
                server, "http://" + reached + ":" + server.address().getPort());
    }

    private static Path temporary(Configuration configuration) throws IOException {
        Path parent = Path.of(configuration
                .find(ProcessOptions.TMP_DIRS)
                .map(directories -> directories.get(0))
                .orElse(System.getProperty("java.io.tmpdir")));
        Files.createDirectories(parent);
        Path own = Files.createTempDirectory(parent, "selvage-rest-");
        own.toFile().deleteOnExit();
        return own;
    }

    private static PortRange only(int port) {
        return new PortRange(List.of(new PortRange.Span(port, port)));
    }

    private static Router routes(LeaderGate gate, Configuration configuration, Savepoints savepoints, Path temporary) {
        return new Router(Stream.of(
                        new ClusterRoutes(gate, configuration).routes(),
                        new JobRoutes(gate).routes(),
                        new SavepointRoutes(gate, savepoints, configuration.find(CheckpointOptions.SAVEPOINT_DIR))
                                .routes(),
                        new SubmissionRoutes(gate, temporary).routes())
                .flatMap(List<Route>::stream)
                .toList());
    }

    /** What every path comes behind. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
    }
}
