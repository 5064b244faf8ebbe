package dev.selvage.benchmarks.startup;

import dev.selvage.benchmarks.clusters.ClusterPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures how long a small program with two TaskManagers takes from its submission to its first output, and prints the median. */
@Command(
        name = "scripts/startup-report.sh",
        description =
                "Starts the mini cluster, submits a small program in application mode again and again, and measures from"
                        + " the command to the first record of each of its two sinks.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class StartupReport implements Callable<Integer> {

    private static final int TASKMANAGERS = 2;

    @Parameters(index = "0", hidden = true)
    private Path root = Path.of("");

    @Option(names = "--times", description = "How many submissions after the first, which uploads. Usual: 9.")
    private int times = 9;

    @Option(names = "--keep", description = "Keeps the logs, and says where.")
    private boolean keeps;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new StartupReport()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("selvage-startup-");
        List<Long> millis = new ArrayList<>();
        try (TrialCluster cluster = TrialCluster.start(root, directory)) {
            for (int submission = 0; submission <= times; submission++) {
                millis.add(submit(cluster, Files.createDirectory(directory.resolve("run-" + submission))));
                System.err.printf(Locale.ROOT, "submission %d: %.2f s%n", submission + 1, millis.get(submission) / 1e3);
            }
        } finally {
            if (keeps) {
                System.err.println("Logs are in " + directory);
            } else {
                ClusterPlace.delete(directory);
            }
        }
        double[] later =
                millis.stream().skip(1).mapToDouble(each -> each / 1e3).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "command to first output, s: first submission %.2f, later ones %.2f (%.2f to %.2f, n=%d)%n",
                millis.get(0) / 1e3,
                later[later.length / 2],
                later[0],
                later[later.length - 1],
                later.length);
        return CommandLine.ExitCode.OK;
    }

    private long submit(TrialCluster cluster, Path place) throws IOException, InterruptedException {
        List<Path> files = IntStream.range(0, TASKMANAGERS)
                .mapToObj(subtask -> place.resolve("first-" + subtask))
                .toList();
        List<String> command = List.of(
                root.resolve("distribution/target/selvage/bin/selvage").toString(),
                "run-application",
                "-t",
                "yarn-application",
                "-p",
                String.valueOf(TASKMANAGERS),
                "-Dtaskmanager.numberOfTaskSlots=1",
                "-Djobmanager.memory.process.size=768m",
                "-Dtaskmanager.memory.process.size=1g",
                "-c",
                FirstRecordProgram.class.getName(),
                jar().toString(),
                place.toString());
        return cluster.submit(command, files, place.resolve("output"));
    }

    private Path jar() throws IOException {
        try (var found = Files.list(root.resolve("benchmarks/clusters/target"))) {
            return found.filter(file -> file.toString().matches(".*/selvage-[^/]*[0-9](-SNAPSHOT)?\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("Expected the jar of the benchmarks in " + root
                            + "/benchmarks/clusters/target, but found none. Run: mvn -DskipTests package"));
        }
    }
}
