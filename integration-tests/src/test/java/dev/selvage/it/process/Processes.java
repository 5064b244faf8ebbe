package dev.selvage.it.process;

import com.fasterxml.jackson.databind.JsonNode;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.TaskManagerMain;
import dev.selvage.core.id.JobId;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.cluster.ZooKeeperEnsemble;
import dev.selvage.jobmanager.standalone.JobManagerMain;
import dev.selvage.local.JobPacking;
import dev.selvage.local.RemoteSubmission;
import dev.selvage.platform.Await;
import dev.selvage.platform.ChildJvm;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.http.client.RestClient;
import dev.selvage.platform.http.client.RestClientSettings;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A cluster of processes with the class path of this test, which reach each other by the loopback address. */
public final class Processes implements AutoCloseable {

    private static final String CLUSTER = "it";
    private static final String DIRECTORY_ALONE = "high-availability.type: yarn\n";
    private static final Pattern REST = Pattern.compile("REST is at (http://\\S+)");
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Their lives are too short for code to be compiled twice, and most of a test is spent on starting them. */
    private static final List<String> JVM = List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Path directory;
    private final Map<String, String> environment;
    private final HighAvailabilityServices services;
    private final Map<JobId, Path> packages = new TreeMap<>();
    /** By their addresses: each has threads, and whoever waits for something asks many times. */
    private final Map<String, RestClient> clients = new TreeMap<>();

    /** By the directories in which they run. */
    private final Map<Path, ChildJvm> started = new TreeMap<>();
    /** What all that are started from here on are told beside the configuration. */
    private final List<String> assignments = new ArrayList<>();
    /** What starts all that are started from here on. */
    private final List<String> by = new ArrayList<>();

    public Processes(Path directory) throws Exception {
        this(directory, directory.resolve("storage").toString(), DIRECTORY_ALONE, Map.of());
    }

    /** The same with who leads, and what is decided, in ZooKeeper. */
    public static Processes onZooKeeper(Path directory, ZooKeeperEnsemble ensemble) throws Exception {
        return new Processes(
                directory, directory.resolve("storage").toString(), """
                high-availability.type: zookeeper
                high-availability.zookeeper.quorum: %s
                high-availability.zookeeper.client.session-timeout: 10 s
                high-availability.zookeeper.client.connection-timeout: 1 s
                high-availability.zookeeper.client.retry-wait: 100 ms
                """.formatted(ensemble.quorum()), Map.of());
    }

    /** The same with all that the processes share on HDFS. */
    public static Processes onHdfs(Path directory, MiniCluster cluster) throws Exception {
        String place = cluster.setting("fs.defaultFS") + "/processes/" + UUID.randomUUID();
        return new Processes(
                directory,
                place,
                DIRECTORY_ALONE,
                Map.of("HADOOP_CONF_DIR", cluster.hadoopSettings().toString()));
    }

    private Processes(Path directory, String storageDirectory, String highAvailability, Map<String, String> more)
            throws Exception {
        this.directory = directory;
        Path secret = Files.writeString(directory.resolve("secret"), "known to these processes alone\n");
        Path configuration = Files.createDirectories(directory.resolve("conf"));
        Files.writeString(
                configuration.resolve("selvage-conf.yaml"), """
                %shigh-availability.storageDir: %s
                high-availability.cluster-id: %s
                jobmanager.rpc.address: 127.0.0.1
                jobmanager.bind-host: 127.0.0.1
                rest.bind-address: 127.0.0.1
                rest.bind-port: 0
                taskmanager.host: 127.0.0.1
                taskmanager.bind-host: 127.0.0.1
                heartbeat.interval: 100 ms
                heartbeat.timeout: 5 s
                """.formatted(highAvailability, storageDirectory, CLUSTER));
        this.environment = new TreeMap<>(more);
        environment.put("SELVAGE_CONF_DIR", configuration.toString());
        environment.put(ClusterSecret.VARIABLE, secret.toString());
        this.services = HighAvailability.of(
                ConfigurationFiles.load(configuration, List.of()).configuration(),
                FileStorages.of(more),
                Plugins.none());
    }

    /** Whoever is started from here on has these settings too, each as it stands behind {@code -D}. */
    public Processes with(String... settings) {
        assignments.addAll(List.of(settings));
        return this;
    }

    /** Whoever is started from here on is started by this command, which becomes what it is told to start. */
    public Processes startedBy(List<String> command) {
        by.addAll(command);
        return this;
    }

    /** Packs a job for a JobManager of its own. */
    public JobId pack(StreamGraph graph) throws IOException {
        Path packed = directory.resolve("packed-" + packages.size());
        JobId job = JobPacking.pack(graph, List.of(), StoragePath.parse(packed.toString()));
        packages.put(job, packed);
        return job;
    }

    /** A JobManager for this job, which ends with it. */
    public ChildJvm jobManager(JobId job) throws IOException {
        return start(JobManagerMain.class, String.valueOf(packages.get(job)));
    }

    /** A JobManager for jobs that are to come. */
    public ChildJvm jobManager() throws IOException {
        return start(JobManagerMain.class);
    }

    /** The same with settings behind {@code -D}. */
    public ChildJvm jobManagerWith(String... assignments) throws IOException {
        return start(JobManagerMain.class, assignments);
    }

    /** Waits until a job stands there, in the words of REST. */
    public void awaitState(JobId job, String state) throws Exception {
        Await.until(
                () -> "job " + job + " is " + state + ": " + said(),
                BOUND,
                () -> leader().get("/jobs", JsonNode.class).get("jobs").findParents("id").stream()
                        .anyMatch(each -> each.get("id").asText().equals(job.toString())
                                && each.get("status").asText().equals(state)));
    }

    /** Hands a job to whoever leads. */
    public JobId submit(StreamGraph graph) throws Exception {
        return RemoteSubmission.submit(graph, List.of(), leader());
    }

    /** Where whoever leads now, or will, is asked. */
    public RestClient leader() throws Exception {
        return client(leaderAddress());
    }

    private String leaderAddress() throws Exception {
        return leaderRecord().rest();
    }

    /** Who leads, and is there. */
    public LeaderRecord leaderRecord() throws Exception {
        List<LeaderRecord> found = new ArrayList<>();
        Await.until("somebody leads", BOUND, () -> {
            services.leader().filter(Processes::isAlive).ifPresent(found::add);
            return !found.isEmpty();
        });
        return found.get(0);
    }

    /** The process of one that is asked by REST there. */
    public ChildJvm process(LeaderRecord leader) throws IOException {
        for (Map.Entry<Path, ChildJvm> process : started.entrySet()) {
            if (said(process.getKey()).contains("REST is at " + leader.rest() + "\n")) {
                return process.getValue();
            }
        }
        throw new IllegalStateException("Expected one of " + started.keySet() + " at " + leader + ", but found none.");
    }

    private RestClient client(String address) {
        return clients.computeIfAbsent(
                address,
                any -> new RestClient(
                        URI.create(address),
                        new RestClientSettings(
                                Duration.ofSeconds(15), Duration.ofSeconds(30), 20, Duration.ofMillis(200), 16 << 20)));
    }

    /** One that does not lead, which its log says where to find. */
    public RestClient standby() throws Exception {
        String leader = leaderAddress();
        Await.until("a standby is there", BOUND, () -> !othersThan(leader).isEmpty());
        return client(othersThan(leader).get(0));
    }

    private List<String> othersThan(String leader) {
        return REST.matcher(said())
                .results()
                .map(found -> found.group(1))
                .filter(each -> !each.equals(leader))
                .toList();
    }

    /** One that was killed stays in the record until there is another. */
    private static boolean isAlive(LeaderRecord leader) {
        URI address = URI.create(leader.rest());
        try (Socket tried = new Socket(address.getHost(), address.getPort())) {
            return tried.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Asks for a savepoint; returns by which name to ask after it. */
    public String askForSavepoint(JobId job, Path in, boolean thenStop) throws Exception {
        JsonNode triggered = leader().post(
                        "/jobs/" + job + "/savepoints",
                        Map.of("target-directory", in.toString(), "cancel-job", thenStop),
                        JsonNode.class);
        return triggered.get("request-id").asText();
    }

    /** Where the savepoint is, once it is complete. */
    public Path awaitSavepoint(JobId job, String name) throws Exception {
        Await.until(
                "the savepoint is made",
                BOUND,
                () -> outcome(job, name).at("/status/id").asText().equals("COMPLETED"));
        return Path.of(outcome(job, name).at("/operation/location").asText());
    }

    private JsonNode outcome(JobId job, String name) throws Exception {
        return leader().get("/jobs/" + job + "/savepoints/" + name, JsonNode.class);
    }

    public ChildJvm taskManager() throws IOException {
        return taskManager(1);
    }

    /** One that says that this is its name. */
    public ChildJvm taskManager(String name, int slots) throws IOException {
        return taskManagerWith("-Dtaskmanager.numberOfTaskSlots=" + slots, "-Dtaskmanager.resource-id=" + name);
    }

    public ChildJvm taskManager(int slots) throws IOException {
        return taskManagerWith("-Dtaskmanager.numberOfTaskSlots=" + slots);
    }

    /** One with settings of its own behind {@code -D}. */
    public ChildJvm taskManagerWith(String... settings) throws IOException {
        return start(TaskManagerMain.class, settings);
    }

    private ChildJvm start(Class<?> main, String... arguments) throws IOException {
        Path own = Files.createDirectories(directory.resolve("process-" + started.size()));
        Map<String, String> variables = new TreeMap<>(environment);
        variables.put("SELVAGE_LOG_DIR", own.toString());
        String[] words = Stream.concat(assignments.stream().map(each -> "-D" + each), Stream.of(arguments))
                .toArray(String[]::new);
        ChildJvm process = ChildJvm.start(by, own, main, JVM, variables, words);
        started.put(own, process);
        return process;
    }

    /** What all of them said, for whoever wonders why something did not come to pass. */
    public String said() {
        // Not all that is there: of storage something is deleted all the time.
        return started.keySet().stream().map(Processes::said).collect(Collectors.joining());
    }

    /** How often any of them said so. */
    public int timesSaid(String words) {
        return count(words, said());
    }

    /** How often this one said so. */
    public int timesSaid(ChildJvm process, String words) {
        return started.entrySet().stream()
                .filter(each -> each.getValue().equals(process))
                .mapToInt(each -> count(words, said(each.getKey())))
                .sum();
    }

    private static int count(String words, String text) {
        return text.split(Pattern.quote(words), -1).length - 1;
    }

    private static String said(Path place) {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(place)) {
            for (Path file : files.filter(Processes::isSaid).sorted().toList()) {
                all.append('\n').append(file).append('\n').append(Files.readString(file));
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isSaid(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".log") || name.endsWith(".out");
    }

    @Override
    public void close() {
        started.values().forEach(ChildJvm::close);
        services.close();
    }
}
