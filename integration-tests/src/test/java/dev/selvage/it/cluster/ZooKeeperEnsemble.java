package dev.selvage.it.cluster;

import dev.selvage.platform.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.zookeeper.server.ZKDatabase;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.apache.zookeeper.server.quorum.QuorumPeer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.apache.zookeeper.server.quorum.QuorumPeerMain;
import org.apache.zookeeper.util.ServiceUtils;

/**
 * Three servers of ZooKeeper in this JVM, which elect a leader of theirs, can be stopped as if they were killed, and come back
 * with what they had written.
 */
public final class ZooKeeperEnsemble implements AutoCloseable {

    private static final int SERVERS = 3;
    private static final Duration BOUND = Duration.ofSeconds(60);
    /** Below those that the system gives to connections: nobody takes them while a server is down. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;

    private static Optional<ZooKeeperEnsemble> shared = Optional.empty();

    private final List<Server> servers = new ArrayList<>();

    private ZooKeeperEnsemble(Path directory) throws IOException {
        // A server that cannot go on would end this JVM.
        ServiceUtils.setSystemExitProcedure(ServiceUtils.LOG_ONLY);
        List<Ports> ports =
                IntStream.range(0, SERVERS).mapToObj(i -> Ports.free()).toList();
        for (int number = 1; number <= SERVERS; number++) {
            servers.add(new Server(number, ports, Files.createDirectories(directory.resolve("zookeeper-" + number))));
        }
    }

    /** Servers for one test, with their files below a directory. */
    public static ZooKeeperEnsemble start(Path directory) throws Exception {
        ZooKeeperEnsemble ensemble = new ZooKeeperEnsemble(directory);
        ensemble.startAll();
        return ensemble;
    }

    /** Servers for all tests of this JVM: use names of your own in them, and do not stop anything. */
    public static synchronized ZooKeeperEnsemble shared() throws Exception {
        if (shared.isEmpty()) {
            Path parent = Files.createDirectories(MiniCluster.ROOT.resolve("integration-tests/target/zookeeper"));
            ZooKeeperEnsemble ensemble = start(Files.createTempDirectory(parent, "shared-"));
            Runtime.getRuntime().addShutdownHook(new Thread(ensemble::close, "end of ZooKeeper"));
            shared = Optional.of(ensemble);
        }
        return shared.get();
    }

    /** Where clients find it: host and port of every server. */
    public String quorum() {
        return servers.stream().map(Server::address).collect(Collectors.joining(","));
    }

    /** One of them, wherever it stands in the quorum. */
    public String server() {
        return servers.get(0).address();
    }

    /** Starts those that are down; returns when clients are served. */
    public void startAll() throws Exception {
        for (Server server : servers) {
            server.start();
        }
        Await.until("ZooKeeper's servers serve", BOUND, () -> servers.stream().allMatch(Server::serves));
    }

    /** The end of the server that leads the others; returns when one of them does. */
    public void killLeader() throws Exception {
        Server leader = leader();
        leader.kill();
        Await.until(
                "the servers that are left serve",
                BOUND,
                () -> servers.stream().filter(Server::serves).count() == SERVERS - 1);
    }

    /** Leaves nobody who answers. */
    public void killAll() throws InterruptedException {
        for (Server server : servers) {
            server.kill();
        }
    }

    private Server leader() {
        return servers.stream()
                .filter(server -> server.serves() && server.leads())
                .findAny()
                .orElseThrow(() -> new IllegalStateException("Expected a server that leads, but found none."));
    }

    /** Ends the session of whoever stands first in a line of sequential nodes, as if nobody had heard of it for too long. */
    public void endSessionOfFirst(String line) {
        ZooKeeperServer server = leader().active().orElseThrow();
        ZKDatabase database = server.getZKDatabase();
        record Place(String node, long session) {}
        Place first = database.getSessions().stream()
                .flatMap(session -> database.getEphemerals(session).stream().map(node -> new Place(node, session)))
                .filter(place -> place.node().startsWith(line + "/"))
                .min(Comparator.comparing(
                        place -> place.node().substring(place.node().length() - 10)))
                .orElseThrow(() -> new IllegalStateException("Expected a node below " + line + ", but found none."));
        server.closeSession(first.session());
    }

    @Override
    public void close() {
        try {
            killAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Where one server is spoken to by the two others, and by clients. */
    private record Ports(int quorum, int election, int clients) {

        static Ports free() {
            return new Ports(port(), port(), port());
        }

        private static int port() {
            while (true) {
                int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
                try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    return free.getLocalPort();
                } catch (IOException e) {
                    // Somebody has it.
                }
            }
        }
    }

    /** One server, with the same files and ports each time it is started. */
    private static final class Server {

        private final Properties properties = new Properties();
        private final String address;
        private Optional<Running> running = Optional.empty();

        Server(int number, List<Ports> all, Path directory) throws IOException {
            Files.writeString(directory.resolve("myid"), number + "\n");
            Ports own = all.get(number - 1);
            this.address = "127.0.0.1:" + own.clients();
            properties.put("dataDir", directory.toString());
            properties.put("clientPort", String.valueOf(own.clients()));
            properties.put("clientPortAddress", "127.0.0.1");
            for (int i = 0; i < all.size(); i++) {
                properties.put(
                        "server." + (i + 1),
                        "127.0.0.1:" + all.get(i).quorum() + ":" + all.get(i).election());
            }
            properties.put("tickTime", "500");
            properties.put("initLimit", "40");
            properties.put("syncLimit", "20");
            properties.put("maxClientCnxns", "1000");
            // Without these bounds a session lasts 2 to 20 ticks, whatever a client asks for.
            properties.put("minSessionTimeout", "500");
            properties.put("maxSessionTimeout", "600000");
            properties.put("admin.enableServer", "false");
            // What is killed here leaves its files to the system, which goes on.
            properties.put("forceSync", "no");
        }

        String address() {
            return address;
        }

        synchronized void start() throws IOException, QuorumPeerConfig.ConfigException {
            if (running.isEmpty()) {
                QuorumPeerConfig configuration = new QuorumPeerConfig();
                configuration.parseProperties(properties);
                Running started = new Running(configuration);
                started.thread.start();
                running = Optional.of(started);
            }
        }

        synchronized void kill() throws InterruptedException {
            if (running.isPresent()) {
                running.get().end();
                running = Optional.empty();
            }
        }

        synchronized Optional<ZooKeeperServer> active() {
            return running.flatMap(Running::peer).flatMap(peer -> Optional.ofNullable(peer.getActiveServer()));
        }

        boolean serves() {
            return active().filter(ZooKeeperServer::isRunning).isPresent();
        }

        synchronized boolean leads() {
            return running.flatMap(Running::peer)
                    .filter(peer -> peer.getPeerState() == QuorumPeer.ServerState.LEADING)
                    .isPresent();
        }
    }

    /** From a start to the next end. */
    private static final class Running extends QuorumPeerMain {

        private final Thread thread;

        Running(QuorumPeerConfig configuration) {
            this.thread = new Thread(() -> run(configuration), "zookeeper-server");
            thread.setDaemon(true);
        }

        private void run(QuorumPeerConfig configuration) {
            try {
                runFromConfig(configuration);
            } catch (Exception e) {
                throw new IllegalStateException("Expected a server of ZooKeeper, but it did not start.", e);
            }
        }

        Optional<QuorumPeer> peer() {
            return Optional.ofNullable(quorumPeer);
        }

        /** Its connections break, and its sessions stay. */
        void end() throws InterruptedException {
            peer().ifPresent(QuorumPeer::shutdown);
            thread.join();
        }
    }
}
