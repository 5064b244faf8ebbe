package dev.selvage.minicluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.client.api.YarnClient;
import org.apache.hadoop.yarn.conf.YarnConfiguration;
import org.apache.hadoop.yarn.exceptions.YarnException;

/** A ResourceManager and NodeManagers as processes of their own, which are started again whenever they end. */
final class YarnProcesses {

    private static final long CONNECT_MILLIS = 90_000;
    private static final long LOOK_MILLIS = 100;

    private final Path directory;
    private final Path daemonsDirectory;
    private final Configuration shared;
    private final List<Daemon> daemons = new ArrayList<>();

    private boolean isOver;

    YarnProcesses(Configuration settings, MiniClusterOptions options) {
        this.directory = options.directory();
        this.daemonsDirectory = directory.resolve("daemons");
        this.shared = DaemonSettings.shared(settings, options);
    }

    /** Returns when all nodes are there. */
    void start(int nodeManagers) throws IOException, InterruptedException, YarnException {
        forget();
        daemons.add(prepare(DaemonMain.RESOURCE_MANAGER, "resourcemanager", shared));
        for (int node = 1; node <= nodeManagers; node++) {
            String name = "node-" + node;
            Configuration settings = DaemonSettings.ofNode(shared, daemonsDirectory.resolve(name), node);
            daemons.add(prepare(DaemonMain.NODE_MANAGER, name, settings));
        }
        for (Daemon daemon : daemons) {
            daemon.start();
        }
        awaitNodes(nodeManagers);
        ClientSettings.writeForYarn(directory, shared);
        Thread supervisor = new Thread(this::supervise, "supervisor");
        supervisor.setDaemon(true);
        supervisor.start();
    }

    /** What an earlier cluster here knew: its HDFS is gone, and so is all that its applications lived on. */
    private void forget() throws IOException {
        if (Files.exists(daemonsDirectory)) {
            try (Stream<Path> all = Files.walk(daemonsDirectory)) {
                for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(one);
                }
            }
        }
    }

    private Daemon prepare(String kind, String name, Configuration settings) throws IOException {
        Path own = daemonsDirectory.resolve(name);
        DaemonSettings.write(settings, own.resolve("conf"));
        return new Daemon(kind, own);
    }

    private void awaitNodes(int nodeManagers) throws IOException, InterruptedException, YarnException {
        long deadline = System.nanoTime() + CONNECT_MILLIS * 1_000_000;
        try (YarnClient client = YarnClient.createYarnClient()) {
            client.init(new YarnConfiguration(shared));
            client.start();
            while (client.getYarnClusterMetrics().getNumActiveNodeManagers() < nodeManagers) {
                for (Daemon daemon : daemons) {
                    if (!daemon.isAlive()) {
                        throw new IOException(
                                "Expected a " + daemon + ", but found that it ended. Read its log there.");
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IOException("Expected " + nodeManagers + " NodeManagers, but found fewer after "
                            + CONNECT_MILLIS + " ms. Read their logs in " + daemonsDirectory + ".");
                }
                Thread.sleep(LOOK_MILLIS);
            }
        }
    }

    private void supervise() {
        try {
            while (startThoseThatEnded()) {
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            System.err.println("Expected to start a daemon again, but found: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean startThoseThatEnded() throws IOException {
        if (!isOver) {
            for (Daemon daemon : daemons) {
                daemon.startIfItEnded();
            }
        }
        return !isOver;
    }

    /** Ends the daemons, and containers also of NodeManagers that ended before, which nobody is the parent of. */
    synchronized void end() throws InterruptedException {
        isOver = true;
        // The ResourceManager first of all, because it starts another attempt for every ApplicationMaster that ends.
        for (Daemon daemon : daemons) {
            daemon.kill();
        }
        List<ProcessHandle> containers = containers();
        while (!containers.isEmpty()) {
            containers.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(LOOK_MILLIS);
            containers = containers();
        }
    }

    private List<ProcessHandle> containers() {
        return ProcessHandle.allProcesses().filter(this::isContainer).toList();
    }

    /** NodeManagers tell each process where its files lie. */
    private boolean isContainer(ProcessHandle process) {
        try {
            byte[] variables = Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), "environ"));
            return ("\0" + new String(variables, UTF_8)).contains("\0LOCAL_DIRS=" + daemonsDirectory + "/");
        } catch (IOException e) {
            // It has ended meanwhile, or is none of ours.
            return false;
        }
    }
}
