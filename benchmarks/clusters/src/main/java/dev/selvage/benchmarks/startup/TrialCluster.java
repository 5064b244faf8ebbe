package dev.selvage.benchmarks.startup;

import dev.selvage.benchmarks.clusters.Patience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The mini cluster of the source tree, and commands of its distribution that go there. */
final class TrialCluster implements AutoCloseable {

    private static final Duration BOUND = Duration.ofMinutes(3);
    private static final Pattern SETTINGS = Pattern.compile("HADOOP_CONF_DIR='?([^'\\s]+)");

    private final Path root;
    private final Path directory;
    private final String settings;

    private TrialCluster(Path root, Path directory, String settings) {
        this.root = root;
        this.directory = directory;
        this.settings = settings;
    }

    /** Starts one, with all its files in this directory. */
    static TrialCluster start(Path root, Path directory) throws IOException, InterruptedException {
        String said = miniCluster(root, directory, "start");
        Matcher found = SETTINGS.matcher(said);
        if (!found.find()) {
            throw new IOException("Expected the mini cluster to say its HADOOP_CONF_DIR, but found: " + said);
        }
        return new TrialCluster(root, directory, found.group(1));
    }

    private static String miniCluster(Path root, Path directory, String command)
            throws IOException, InterruptedException {
        Path said = directory.resolve(command + ".out");
        Process process = new ProcessBuilder(
                        root.resolve("scripts/mini-cluster.sh").toString(),
                        command,
                        "--dir",
                        directory.resolve("cluster").toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        int status = process.waitFor();
        String text = Files.readString(said);
        if (status != 0) {
            throw new IOException("Expected the mini cluster to " + command + ", but found: " + text);
        }
        return text;
    }

    /**
     * Submits the program by the command line, as a person does; returns after how many milliseconds from then on the last of these
     * files was there. The program has ended by then.
     */
    long submit(List<String> options, List<Path> files, Path output) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(options).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HADOOP_CONF_DIR", settings);
        // What the command line keeps at home is to be found anew by each report.
        builder.environment().put("XDG_CACHE_HOME", directory.resolve("cache").toString());
        long start = System.nanoTime();
        Process process = builder.start();
        try {
            Patience.until(
                    "the first records are there, or the command has ended",
                    BOUND,
                    () -> files.stream().allMatch(Files::exists) || !process.isAlive());
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (process.waitFor() != 0 || !files.stream().allMatch(Files::exists)) {
                throw new IOException("Expected the program to succeed, but found: " + Files.readString(output));
            }
            return millis;
        } finally {
            process.destroy();
        }
    }

    @Override
    public void close() {
        try {
            miniCluster(root, directory, "stop");
        } catch (IOException e) {
            System.err.println(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
