package dev.selvage.benchmarks.scale;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.selvage.benchmarks.clusters.ClusterPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures what a JobManager needs for clusters of several sizes, and prints it side by side. */
@Command(
        name = "scripts/scale-report.sh",
        description = "Measures a JobManager that leads many TaskManagers, which are stand-ins in one other process.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class ScaleReport implements Callable<Integer> {

    @Option(
            names = "--task-managers",
            split = ",",
            description =
                    "How many TaskManagers, one size of cluster after the other. Usual: 200,1000,2000, of which the"
                            + " first is there to warm up the stand-ins, which share a JVM.")
    private List<Integer> taskManagers = List.of(200, 1_000, 2_000);

    @Option(names = "--slots", description = "Of each TaskManager, with a subtask in each. Usual: 10.")
    private int slots = 10;

    @Option(names = "--steady", description = "Seconds for which the running job is watched. Usual: 60.")
    private int steadySeconds = 60;

    @Option(names = "--checkpoints", description = "Milliseconds between two checkpoints. Usual: 10000.")
    private int checkpointMillis = 10_000;

    @Option(
            names = "--jobmanager-option",
            description = "An option of the JobManager's JVM, such as one that records what it does. Usual: -Xmx1g.")
    private List<String> options = List.of();

    @Option(names = "--keep", description = "Keeps the JobManager's log and storage, and says where.")
    private boolean keeps;

    @Option(names = "--json", description = "Writes the figures into this file too.")
    private Optional<Path> json = Optional.empty();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ScaleReport())
                .setExecutionExceptionHandler(ScaleReport::complain)
                .execute(arguments));
    }

    /** What a person can mend is a sentence; the rest is a bug. */
    private static int complain(Exception failure, CommandLine command, CommandLine.ParseResult parsed)
            throws Exception {
        if (failure instanceof IllegalArgumentException || failure instanceof IOException) {
            System.err.println(failure.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw failure;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Figures> all = new ArrayList<>();
        for (int count : taskManagers) {
            all.add(measure(count));
        }
        System.out.print(FiguresTable.of(all));
        if (json.isPresent()) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.get().toFile(), all);
        }
        return CommandLine.ExitCode.OK;
    }

    private Figures measure(int count) throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("selvage-scale-");
        List<String> jvm = new ArrayList<>(List.of("-Xmx1g"));
        jvm.addAll(options);
        ScaleRun.Size size =
                new ScaleRun.Size(count, slots, Duration.ofSeconds(steadySeconds), Duration.ofMillis(checkpointMillis));
        long start = System.nanoTime();
        try {
            return new ScaleRun(
                            size,
                            directory,
                            jvm,
                            what -> System.err.printf(
                                    "%d TaskManagers, %d subtasks, after %.1f s: %s%n",
                                    count, size.subtasks(), (System.nanoTime() - start) / 1e9, what))
                    .run();
        } finally {
            if (keeps) {
                System.err.println("Log and storage are in " + directory);
            } else {
                ClusterPlace.delete(directory);
            }
        }
    }
}
