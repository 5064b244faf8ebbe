package dev.selvage.it.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.client.submit.ApplicationState;
import dev.selvage.client.submit.RunningApplication;
import dev.selvage.client.submit.SubmissionException;
import dev.selvage.client.submit.SubmissionListener;
import dev.selvage.client.submit.SubmissionRequest;
import dev.selvage.client.submit.YarnClusters;
import dev.selvage.client.submit.files.Distribution;
import dev.selvage.client.submit.files.Histories;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.local.JobPacking;
import dev.selvage.platform.Await;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hadoop.fs.FileSystem;

/**
 * An application that the client has submitted, with the distribution as the build leaves it and processes that are as small as they
 * may be. Whatever becomes of it, it is over once this is closed.
 */
final class YarnApplication implements AutoCloseable {

    private static final Path HOME = Path.of(System.getProperty("selvage.root", ".."), "distribution/target/selvage")
            .toAbsolutePath()
            .normalize();

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String LOG_SETTINGS = "log4j.properties";

    /** One for all tests of a cluster, so that the first alone uploads the libraries. */
    private static final String PLACES = """
            yarn.staging-directory: /yarn-it
            yarn.library-cache-dir: /yarn-it/libraries
            """;

    private static final String SMALL = """
            jobmanager.memory.process.size: 512 mb
            taskmanager.memory.process.size: 576 mb
            heartbeat.interval: 500 ms
            heartbeat.timeout: 10 s
            """;

    private final MiniCluster cluster;
    private final Configuration options;
    private final YarnClusters yarn;
    private final RunningApplication application;
    private final List<String> told;
    private final Map<URI, RestClient> clients = new TreeMap<>();

    private YarnApplication(
            MiniCluster cluster,
            Configuration options,
            YarnClusters yarn,
            RunningApplication application,
            List<String> told) {
        this.cluster = cluster;
        this.options = options;
        this.yarn = yarn;
        this.application = application;
        this.told = told;
    }

    /** What is to be submitted, once it is known by which options. */
    private interface Wish {
        SubmissionRequest with(Configuration options) throws Exception;
    }

    /**
     * A session that YARN has accepted.
     *
     * @param directory for files of this test
     * @param settings lines such as {@code yarn.application-attempts: 3}
     */
    static YarnApplication session(MiniCluster cluster, Path directory, String... settings) throws Exception {
        return submit(
                cluster,
                directory,
                List.of(settings),
                options -> SubmissionRequest.session(options, shipped(directory)));
    }

    /** The same for one job. */
    static YarnApplication job(
            MiniCluster cluster, Path directory, StreamGraph graph, List<Path> jars, String... settings)
            throws Exception {
        Path packed = Files.createDirectories(directory.resolve("packed"));
        JobPacking.pack(graph, jars, StoragePath.parse(packed.toString()));
        return submit(
                cluster,
                directory,
                List.of(settings),
                options -> SubmissionRequest.job(options, shipped(directory), graph.jobName(), packed));
    }

    /** The same for a program, whose {@code main()} is called there. */
    static YarnApplication program(
            MiniCluster cluster, Path directory, SubmissionRequest.Program program, String... settings)
            throws Exception {
        return submit(
                cluster,
                directory,
                List.of(settings),
                options -> SubmissionRequest.application(options, shipped(directory), program.entryClass(), program));
    }

    /** With the log settings that the test has put beside its others, or else those that ship. */
    private static Distribution shipped(Path directory) {
        Path conf = HOME.resolve("conf");
        Path own = directory.resolve("conf");
        return new Distribution(
                HOME, Files.exists(own.resolve(LOG_SETTINGS)) ? own : conf, HOME.resolve("plugins"), "");
    }

    /**
     * Has processes begin a new log file after so many bytes, where a person would see 100 MB.
     *
     * @param directory that of the test
     */
    static void rollLogs(Path directory, int bytes) throws IOException {
        String shipped = Files.readString(HOME.resolve("conf").resolve(LOG_SETTINGS));
        String small = shipped.replace("size.size = 100MB", "size.size = " + bytes);
        assertThat(small).isNotEqualTo(shipped);
        Files.writeString(Files.createDirectories(directory.resolve("conf")).resolve(LOG_SETTINGS), small);
    }

    private static YarnApplication submit(MiniCluster cluster, Path directory, List<String> settings, Wish wish)
            throws Exception {
        Path conf = Files.createDirectories(directory.resolve("conf"));
        // Beneath what the test says.
        Files.writeString(conf.resolve("flink-conf.yaml"), PLACES + SMALL);
        Files.write(conf.resolve("selvage-conf.yaml"), settings);
        Configuration options = ConfigurationFiles.load(conf, List.of()).configuration();
        YarnClusters yarn = YarnClusters.connect(
                options, Map.of("HADOOP_CONF_DIR", cluster.hadoopSettings().toString()));
        List<String> told = new CopyOnWriteArrayList<>();
        return new YarnApplication(cluster, options, yarn, yarn.submit(wish.with(options), new Listener(told)), told);
    }

    private record Listener(List<String> told) implements SubmissionListener {

        @Override
        public void tell(String sentence) {
            told.add(sentence);
        }

        @Override
        public void waiting(String reason) {
            // Nobody waits for a person here.
        }
    }

    String id() {
        return application.id();
    }

    /** What the client has said to the person who submits. */
    List<String> told() {
        return told;
    }

    ApplicationState state() throws SubmissionException {
        return application.state();
    }

    /** Whoever leads in this attempt, once it does. */
    RestClient leader(int attempt) throws Exception {
        Await.until(
                () -> "attempt " + attempt + " of " + id() + " leads; its logs are below " + cluster.directory(),
                BOUND,
                () -> {
                    ApplicationState state = state();
                    assertThat(state.phase().isEnd())
                            .as(() -> "it has ended: " + state)
                            .isFalse();
                    return state.attempt() == attempt
                            && state.phase() == ApplicationState.Phase.RUNNING
                            && state.rest().isPresent()
                            && answers(state.rest().get());
                });
        return client(state().rest().orElseThrow());
    }

    /** Until it leads it says that nobody does. */
    private boolean answers(URI rest) throws Exception {
        try {
            client(rest).get("/jobs", JsonNode.class);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private RestClient client(URI rest) {
        return clients.computeIfAbsent(
                rest,
                url -> new RestClient(
                        url,
                        new RestClientSettings(
                                Duration.ofSeconds(15), Duration.ofSeconds(30), 5, Duration.ofMillis(200), 16 << 20)));
    }

    /** How it ended, once it has. */
    ApplicationState awaitEnd() throws Exception {
        Await.until(
                () -> id() + " ends; its logs are below " + cluster.directory(),
                BOUND,
                () -> state().phase().isEnd());
        return state();
    }

    /** What it has left to be read once it has ended. */
    ApplicationHistory history() throws IOException {
        org.apache.hadoop.conf.Configuration hadoop = new org.apache.hadoop.conf.Configuration();
        hadoop.set("fs.defaultFS", cluster.setting("fs.defaultFS"));
        Histories histories = new Histories(hadoop, new org.apache.hadoop.fs.Path("/yarn-it/.selvage"));
        return histories.parsed(id(), histories.text(id()).orElseThrow());
    }

    /** What it was given for itself, and what its cluster remembers, is there still. */
    boolean isStaged() throws IOException {
        return isOnHdfs("/yarn-it/.selvage/" + id());
    }

    boolean isOnHdfs(String path) throws IOException {
        return FileSystem.get(URI.create(cluster.setting("fs.defaultFS")), new org.apache.hadoop.conf.Configuration())
                .exists(new org.apache.hadoop.fs.Path(path));
    }

    /** Deletes what applications have left that have ended, as somebody does who has the same options. */
    List<String> purge() throws Exception {
        try (RememberedClusters remembered = remembered()) {
            return yarn.purge(options, Optional.of(remembered), false);
        }
    }

    /** What is remembered of clusters beside their files. */
    RememberedClusters remembered() throws Exception {
        return HighAvailability.remembered(options, Plugins.of(options, Map.of()))
                .orElseThrow();
    }

    ContainerProcesses processes() {
        return new ContainerProcesses(id());
    }

    /** SIGKILL for the ApplicationMaster; when this returns it is gone. */
    void killMaster() {
        SortedMap<String, Long> masters = processes().of(ProcessKind.APPLICATION_MASTER);
        assertThat(masters).hasSize(1);
        masters.values().forEach(ContainerProcesses::kill);
    }

    @Override
    public void close() throws SubmissionException {
        try (yarn) {
            if (!state().phase().isEnd()) {
                application.kill();
            }
            awaitNoTaskManager();
        }
    }

    /** They write below the directory of the test, which is deleted next. */
    private void awaitNoTaskManager() {
        try {
            Await.until(
                    "no TaskManager of " + id() + " is left",
                    BOUND,
                    () -> processes().of(ProcessKind.TASKMANAGER).isEmpty());
        } catch (Exception e) {
            throw new IllegalStateException("Expected to look for TaskManagers of " + id() + ", but could not.", e);
        }
    }
}
