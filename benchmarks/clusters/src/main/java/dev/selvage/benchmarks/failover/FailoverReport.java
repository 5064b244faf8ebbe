package dev.selvage.benchmarks.failover;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.selvage.benchmarks.clusters.ClusterPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures how long a stream stands still when a TaskManager dies or a task fails, and prints medians. */
@Command(
        name = "scripts/failover-report.sh",
        description =
                "Kills TaskManagers of a cluster with one to spare, lets tasks fail, and measures the gap in the output.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class FailoverReport implements Callable<Integer> {

    @Option(names = "--times", description = "How many deaths of each kind. Usual: 7.")
    private int times = 7;

    @Option(names = "--keep", description = "Keeps the logs, and says where.")
    private boolean keeps;

    @Option(names = "--json", description = "Writes every gap into this file too.")
    private Optional<Path> json = Optional.empty();

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new FailoverReport()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("selvage-failover-");
        List<Outage> outages;
        try (FailoverRun run = new FailoverRun(directory)) {
            outages = run.outages(
                    times,
                    outage -> System.err.printf(
                            Locale.ROOT,
                            "%s: gap %.0f ms, all resumed after %.0f ms%n",
                            outage.what(),
                            outage.gapMillis(),
                            outage.resumedMillis()));
        } finally {
            if (keeps) {
                System.err.println("Logs are in " + directory);
            } else {
                ClusterPlace.delete(directory);
            }
        }
        System.out.printf("%-20s%4s%28s%28s%n", "median (least, most) ms", "n", "longest gap", "all resumed");
        outages.stream().map(Outage::what).distinct().forEach(what -> print(what, outages));
        if (json.isPresent()) {
            new ObjectMapper()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .writeValue(json.get().toFile(), outages);
        }
        return CommandLine.ExitCode.OK;
    }

    private static void print(String what, List<Outage> all) {
        List<Outage> alike =
                all.stream().filter(outage -> outage.what().equals(what)).toList();
        System.out.printf(
                "%-23s%4d%28s%28s%n",
                what, alike.size(), spread(alike, Outage::gapMillis), spread(alike, Outage::resumedMillis));
    }

    private static String spread(List<Outage> outages, ToDoubleFunction<Outage> figure) {
        double[] sorted = outages.stream().mapToDouble(figure).sorted().toArray();
        return String.format(
                Locale.ROOT, "%.0f (%.0f, %.0f)", sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
