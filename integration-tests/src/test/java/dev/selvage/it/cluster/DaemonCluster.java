package dev.selvage.it.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/** The mini cluster with a ResourceManager and NodeManagers that can be killed one by one, and come back with what they knew. */
public final class DaemonCluster implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final String RESOURCE_MANAGER = "resourcemanager";

    private final MiniCluster cluster;
    private final int nodes;

    private DaemonCluster(MiniCluster cluster, int nodes) {
        this.cluster = cluster;
        this.nodes = nodes;
    }

    /** Nodes have numbers from 1 on. */
    public static DaemonCluster start(int nodes, Map<String, String> settings) {
        return new DaemonCluster(
                MiniCluster.startWith(
                        settings, "--processes", "--no-zookeeper", "--node-managers", String.valueOf(nodes)),
                nodes);
    }

    public MiniCluster cluster() {
        return cluster;
    }

    /** SIGKILL, and it stays away. */
    public void killResourceManager() throws IOException {
        kill(RESOURCE_MANAGER);
    }

    /** Returns when it answers, and has heard of so many nodes. */
    public void startResourceManager(int activeNodes) throws Exception {
        start(RESOURCE_MANAGER);
        Await.until(
                () -> "the ResourceManager knows " + activeNodes + " nodes; its log is in "
                        + directory(RESOURCE_MANAGER),
                BOUND,
                () -> activeNodes() == activeNodes);
    }

    private int activeNodes() throws IOException {
        String address = cluster.setting("yarn.resourcemanager.webapp.address");
        return ask("http://" + address + "/ws/v1/cluster/metrics")
                .at("/clusterMetrics/activeNodes")
                .asInt();
    }

    /** SIGKILL for the NodeManager alone. */
    public void killNode(int node) throws IOException {
        kill(name(node));
    }

    /** Returns when it answers. */
    public void startNode(int node) throws Exception {
        start(name(node));
        String address = settingsOf(node).get("yarn.nodemanager.webapp.address");
        Await.until(
                () -> "node " + node + " answers; its log is in " + directory(name(node)),
                BOUND,
                () -> !ask("http://" + address + "/ws/v1/node/info").isMissingNode());
    }

    /** Holds from the next time that the node is started. */
    public void setOfNode(int node, String key, String value) throws IOException {
        Configuration settings = settingsOf(node);
        settings.set(key, value);
        try (OutputStream out = Files.newOutputStream(fileOf(node))) {
            settings.writeXml(out);
        }
    }

    private Configuration settingsOf(int node) {
        Configuration settings = new Configuration(false);
        settings.addResource(new org.apache.hadoop.fs.Path(fileOf(node).toUri()));
        return settings;
    }

    private Path fileOf(int node) {
        return directory(name(node)).resolve("conf/yarn-site.xml");
    }

    /** The names of the containers that an application has had there, whatever became of them. */
    public Set<String> containersOf(int node, String application) throws IOException {
        Path logs = directory(name(node)).resolve("logs").resolve(application);
        if (!Files.isDirectory(logs)) {
            return Set.of();
        }
        try (Stream<Path> containers = Files.list(logs)) {
            return containers.map(log -> log.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** SIGKILL for the NodeManager and for all that runs in its containers, as when a machine loses its power. */
    public void loseNode(int node) throws IOException {
        killNode(node);
        ProcessHandle.allProcesses()
                .filter(process -> nodeOf(process.pid()).equals(OptionalInt.of(node)))
                .forEach(DaemonCluster::end);
    }

    /** In whose container a process runs. */
    public OptionalInt nodeOf(long pid) {
        try {
            // NodeManagers tell each process where its files lie.
            String variables =
                    "\0" + new String(Files.readAllBytes(Path.of("/proc", String.valueOf(pid), "environ")), UTF_8);
            return IntStream.rangeClosed(1, nodes)
                    .filter(node -> variables.contains("\0LOCAL_DIRS=" + directory(name(node)) + "/"))
                    .findFirst();
        } catch (IOException e) {
            // It has ended meanwhile, or is none of ours.
            return OptionalInt.empty();
        }
    }

    private static String name(int node) {
        return "node-" + node;
    }

    private Path directory(String daemon) {
        return cluster.directory().resolve("daemons").resolve(daemon);
    }

    private void kill(String daemon) throws IOException {
        Files.createFile(directory(daemon).resolve("stay-down"));
        ProcessHandle.of(pid(daemon)).ifPresent(DaemonCluster::end);
    }

    private void start(String daemon) throws Exception {
        long before = pid(daemon);
        Files.delete(directory(daemon).resolve("stay-down"));
        Await.until(daemon + " is started again", BOUND, () -> pid(daemon) != before);
    }

    private long pid(String daemon) throws IOException {
        String text = Files.readString(directory(daemon).resolve("pid"));
        // It may be being written.
        return text.endsWith("\n") ? Long.parseLong(text.strip()) : pid(daemon);
    }

    private static void end(ProcessHandle process) {
        process.destroyForcibly();
        process.onExit().orTimeout(BOUND.toSeconds(), TimeUnit.SECONDS).join();
    }

    /** Nothing is there as long as nobody answers. */
    private static JsonNode ask(String address) {
        try (InputStream answer = URI.create(address).toURL().openStream()) {
            return new ObjectMapper().readTree(answer);
        } catch (IOException e) {
            return new ObjectMapper().missingNode();
        }
    }

    @Override
    public void close() {
        cluster.close();
    }
}
