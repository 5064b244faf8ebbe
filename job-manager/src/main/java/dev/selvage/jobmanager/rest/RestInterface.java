package dev.selvage.jobmanager.rest;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ClientOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.jobmanager.program.ProgramRuns;
import dev.selvage.jobmanager.program.UploadedJars;
import dev.selvage.jobmanager.store.SavepointDisposal;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.platform.http.HttpServer;
import dev.selvage.platform.http.HttpSettings;
import dev.selvage.platform.http.Route;
import dev.selvage.platform.http.Router;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** All that clients can ask a JobManager by HTTP, and where. */
public final class RestInterface implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(RestInterface.class);

    private final HttpServer server;
    private final String url;
    private final Path temporary;

    private RestInterface(HttpServer server, String url, Path temporary) {
        this.server = server;
        this.url = url;
        this.temporary = temporary;
    }

    /**
     * What it needs of its process.
     *
     * @param host by which clients reach this machine
     * @param ports that are tried, in order
     * @param log the file that this process logs to
     * @param temporary the directory for what is being handed over
     * @param closed why nobody may bring a job, in a cluster that is there for certain jobs only
     * @param shutDown has this process end, in order
     */
    public record Surroundings(
            String host, PortRange ports, Path log, Path temporary, Optional<String> closed, Runnable shutDown) {

        /** Those of a process to which anybody may bring jobs, unless the options say something else. */
        public static Surroundings open(
                Configuration configuration, String host, Path log, Path temporary, Runnable shutDown) {
            return new Surroundings(
                    configuration.find(RestOptions.ADDRESS).orElse(host),
                    configuration
                            .find(RestOptions.BIND_PORT)
                            .orElseGet(() -> only(configuration.get(RestOptions.PORT))),
                    log,
                    temporary,
                    Optional.empty(),
                    shutDown);
        }
    }

    /**
     * Starts to answer.
     *
     * @param handlers runs what may block
     */
    public static RestInterface start(
            Configuration configuration,
            Surroundings surroundings,
            LeaderGate gate,
            FileStorages storages,
            Executor handlers,
            FaultHandler faults)
            throws IOException {
        Path temporary = temporaryBelow(surroundings.temporary());
        HttpServer server = HttpServer.bind(
                HttpSettings.of(
                        configuration.get(RestOptions.SERVER_MAX_CONTENT).bytes(), temporary),
                configuration.find(RestOptions.BIND_ADDRESS).orElse("0.0.0.0"),
                surroundings.ports(),
                faults);
        String url = "http://" + surroundings.host() + ":" + server.address().getPort();
        Optional<String> closedToPrograms = surroundings.closed().or(() -> closedTo(configuration));
        server.serve(
                new Router(Stream.of(
                                new ClusterRoutes(
                                                gate,
                                                configuration,
                                                closedToPrograms.isEmpty(),
                                                surroundings.shutDown())
                                        .routes(),
                                new LogRoutes(surroundings.log()).routes(),
                                new JobRoutes(gate).routes(),
                                new VertexRoutes(gate).routes(),
                                new CheckpointRoutes(gate).routes(),
                                new SavepointRoutes(
                                                gate,
                                                new Savepoints(storages),
                                                configuration.find(CheckpointOptions.SAVEPOINT_DIR))
                                        .routes(),
                                new DisposalRoutes(gate, new SavepointDisposal(storages), handlers).routes(),
                                new SubmissionRoutes(gate, temporary, surroundings.closed()).routes(),
                                jars(gate, configuration, temporary, closedToPrograms, url)
                                        .routes())
                        .flatMap(List<Route>::stream)
                        .toList()),
                handlers);
        return new RestInterface(server, url, temporary);
    }

    private static Optional<String> closedTo(Configuration configuration) {
        return configuration.get(RestOptions.SUBMIT_ENABLE)
                ? Optional.empty()
                : Optional.of(
                        "Expected a cluster that runs jars which are uploaded, but web.submit.enable is false in this"
                                + " one: submit with the command line, or ask whoever runs the cluster.");
    }

    private static JarRoutes jars(
            LeaderGate gate, Configuration configuration, Path temporary, Optional<String> closed, String url) {
        // Below the temporary directory they are gone with this process.
        Path uploaded = configuration
                .find(RestOptions.UPLOAD_DIR)
                .map(Path::of)
                .orElse(temporary)
                .resolve("jars");
        return new JarRoutes(
                gate,
                new UploadedJars(uploaded),
                new ProgramRuns(temporary, configuration.get(ClientOptions.TIMEOUT)),
                closed,
                url);
    }

    private static Path temporaryBelow(Path parent) throws IOException {
        Files.createDirectories(parent);
        return Files.createTempDirectory(parent, "selvage-rest-");
    }

    private static PortRange only(int port) {
        return new PortRange(List.of(new PortRange.Span(port, port)));
    }

    /** What every path comes behind. */
    public String url() {
        return url;
    }

    @Override
    public void close() {
        server.close();
        try {
            new LocalFileStorage().deleteTree(StoragePath.parse(temporary.toString()));
        } catch (IOException e) {
            LOG.warn("Expected to delete {}, but something of it stays: {}", temporary, e.toString());
        }
    }
}
