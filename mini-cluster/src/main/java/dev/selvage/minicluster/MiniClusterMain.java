package dev.selvage.minicluster;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Runs HDFS, YARN and ZooKeeper until it is told to end, by SIGTERM or by its standard input. All files lie in one directory;
 * the file {@code ready} comes last.
 */
public final class MiniClusterMain {

    private static final int BAD_ARGUMENTS = 2;
    private static final int DID_NOT_START = 1;

    private final MiniClusterOptions options;
    private final RunningCluster cluster;

    private MiniClusterMain(MiniClusterOptions options) {
        this.options = options;
        this.cluster = new RunningCluster(options);
    }

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments)));
    }

    private static int run(List<String> arguments) {
        MiniClusterOptions options;
        try {
            options = MiniClusterOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.err.println(MiniClusterOptions.USAGE);
            return BAD_ARGUMENTS;
        }
        try {
            new MiniClusterMain(options).runUntilTold();
            return 0;
        } catch (Exception | LinkageError e) {
            System.err.println("Expected a running mini cluster in " + options.directory() + ", but found: " + e);
            e.printStackTrace();
            return DID_NOT_START;
        }
    }

    private void runUntilTold() throws Exception {
        Path root = options.directory();
        Path ready = root.resolve("ready");
        Files.deleteIfExists(ready);
        Files.createDirectories(ClientSettings.directory(root));
        // Where MiniYARNCluster works, and where Jetty unpacks its applications.
        System.setProperty("test.build.data", root.toString());
        System.setProperty(
                "java.io.tmpdir", Files.createDirectories(root.resolve("tmp")).toString());
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
        cluster.startHdfs();
        if (options.zooKeeper()) {
            cluster.startZooKeeper();
        }
        if (options.nodeManagers().isPresent()) {
            int nodeManagers = options.nodeManagers().get();
            if (options.processes()) {
                cluster.startYarnProcesses(nodeManagers);
            } else {
                cluster.startYarn(nodeManagers);
            }
        }
        announce(ready);
        if (options.untilStdinCloses()) {
            System.in.transferTo(OutputStream.nullOutputStream());
        } else {
            new CountDownLatch(1).await();
        }
    }

    private void announce(Path ready) throws IOException {
        Path root = options.directory();
        List<String> lines = new ArrayList<>();
        lines.add("export HADOOP_CONF_DIR=" + ClientSettings.directory(root));
        if (options.zooKeeper()) {
            String connect = Files.readString(ClientSettings.directory(root).resolve("zookeeper.properties"));
            lines.add("export ZOOKEEPER=" + connect.strip().replace("connect=", ""));
        }
        lines.forEach(System.out::println);
        Path unfinished = Files.write(root.resolve("ready.unfinished"), lines);
        Files.move(unfinished, ready, StandardCopyOption.ATOMIC_MOVE);
    }

    private void end() {
        try {
            Files.deleteIfExists(options.directory().resolve("ready"));
        } catch (IOException e) {
            System.err.println("Expected to delete the file ready, but found: " + e);
        }
        try {
            cluster.endContainers();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
