package dev.selvage.it.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;

/**
 * HDFS, YARN and ZooKeeper in a process of their own, because their libraries are not ours. The process reads its standard
 * input and ends when that closes: on {@link #close}, and also when this JVM dies, however it dies.
 */
public final class MiniCluster implements AutoCloseable {

    /** The checkout. */
    static final Path ROOT =
            Path.of(System.getProperty("selvage.root", "..")).toAbsolutePath().normalize();

    private static final Path LAUNCH = ROOT.resolve("mini-cluster/target/java.args");
    private static final long START_SECONDS = 120;
    private static final long END_SECONDS = 30;
    private static final long LOOK_MILLIS = 20;
    private static final int LINES_SHOWN = 30;

    /** Started by the first test that asks, ended with this JVM. */
    private static Optional<MiniCluster> shared = Optional.empty();

    private final Path directory;
    private final Process process;

    private MiniCluster(Path directory, Process process) {
        this.directory = directory;
        this.process = process;
    }

    /** The whole cluster for all tests of this JVM: use names of your own in it, and do not stop anything. */
    public static synchronized MiniCluster shared() {
        if (shared.isEmpty()) {
            MiniCluster cluster = start(List.of());
            Runtime.getRuntime().addShutdownHook(new Thread(cluster::close, "end of mini cluster"));
            shared = Optional.of(cluster);
        }
        return shared.get();
    }

    /** A cluster for one test, with settings of Hadoop on top of its own. */
    public static MiniCluster startWith(Map<String, String> settings, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        settings.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
        return start(all);
    }

    /** A cluster for one test, with options of the mini cluster's command line. */
    public static MiniCluster start(List<String> options) {
        if (!Files.exists(LAUNCH)) {
            throw new IllegalStateException(
                    "Expected " + LAUNCH + ", but found none. Build the module mini-cluster before.");
        }
        try {
            Path parent = Files.createDirectories(ROOT.resolve("integration-tests/target/mini-clusters"));
            Path directory = Files.createTempDirectory(parent, "cluster-");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "@" + LAUNCH,
                    "--dir",
                    directory.toString(),
                    "--until-stdin-closes"));
            command.addAll(options);
            File log = directory.resolve("log").toFile();
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log)
                    .start();
            MiniCluster cluster = new MiniCluster(directory, process);
            cluster.awaitReady();
            return cluster;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(directory.resolve("ready"))) {
            if (ends(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("Expected a mini cluster, but found that it ended with "
                        + process.exitValue() + ". " + endOfLog());
            } else if (System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("Expected a mini cluster within " + START_SECONDS
                        + " s, but found it not ready. " + endOfLog());
            }
        }
    }

    private boolean ends(long timeout, TimeUnit unit) {
        try {
            return process.waitFor(timeout, unit);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to wait for the mini cluster, but found an interrupt.", e);
        }
    }

    private String endOfLog() throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("log"));
        int from = Math.max(0, lines.size() - LINES_SHOWN);
        return "The end of " + directory.resolve("log") + ":\n" + String.join("\n", lines.subList(from, lines.size()));
    }

    /** The jars of Hadoop and what it needs, as they come to nodes: not the shaded ones that we ship. */
    public static List<Path> hadoopJars() throws IOException {
        String words = Files.readString(LAUNCH);
        int begin = words.indexOf("-cp \"") + "-cp \"".length();
        return Stream.of(words.substring(begin, words.indexOf('"', begin)).split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"))
                .map(Path::of)
                .toList();
    }

    /** All its files; tests may put theirs there. */
    public Path directory() {
        return directory;
    }

    /** What {@code HADOOP_CONF_DIR} has to be for its clients. */
    public Path hadoopSettings() {
        return directory.resolve("conf");
    }

    /** A setting of its clients. */
    public String setting(String key) {
        Configuration settings = new Configuration(false);
        for (String file : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            settings.addResource(
                    new org.apache.hadoop.fs.Path(hadoopSettings().resolve(file).toUri()));
        }
        return Optional.ofNullable(settings.get(key))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a setting in " + hadoopSettings() + ", but found no " + key + "."));
    }

    /** Host and port of ZooKeeper. */
    public String zooKeeper() {
        try {
            return Files.readString(hadoopSettings().resolve("zookeeper.properties"))
                    .strip()
                    .replace("connect=", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!ends(END_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IllegalStateException("Expected the mini cluster to end within " + END_SECONDS
                    + " s of its standard input, but found it running. Its log: " + directory.resolve("log"));
        }
    }
}
