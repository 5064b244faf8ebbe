package dev.selvage.benchmarks.frame;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Results of one workload for people: medians, spread, and each engine's ratio to Flink. */
final class Table {

    private static final String COMPARED_WITH = "flink";
    private static final String NONE = "-";
    private static final double DISTURBED = 0.15;

    private Table() {}

    static String of(List<Result> results) {
        Map<String, List<Result>> byEngine = results.stream()
                .collect(Collectors.groupingBy(Result::engine, LinkedHashMap::new, Collectors.toList()));
        double compared = byEngine.containsKey(COMPARED_WITH)
                ? rate(byEngine.getOrDefault(COMPARED_WITH, List.of()))
                : Double.NaN;
        boolean late = results.stream().anyMatch(result -> result.latencyMillisP50() != null);
        List<String> lines = new ArrayList<>();
        lines.add(line("engine", "runs", "million records/s", "to flink", "cpu s/million", "checkpoint ms")
                + (late ? "  late by p50 / p99 / p99.9 ms" : ""));
        byEngine.forEach((engine, runs) -> {
            List<Double> rates = runs.stream().map(Result::recordsPerSecond).toList();
            String spread = String.format(
                    Locale.ROOT,
                    "%.3f (%.3f-%.3f)",
                    Quantiles.median(rates) / 1e6,
                    rates.stream().mapToDouble(Double::doubleValue).min().orElse(0) / 1e6,
                    rates.stream().mapToDouble(Double::doubleValue).max().orElse(0) / 1e6);
            String ratio = Double.isNaN(compared) ? NONE : String.format(Locale.ROOT, "%.2f", rate(runs) / compared);
            lines.add(line(
                            engine,
                            String.valueOf(runs.size()),
                            spread,
                            ratio,
                            median(runs, Result::cpuSecondsPerMillion, "%.3f"),
                            median(runs, Result::checkpointMillis, "%.0f"))
                    + (late ? "  " + lateness(runs) : ""));
        });
        double elsewhere = results.stream()
                .map(Result::processorsElsewhere)
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        if (elsewhere > DISTURBED) {
            lines.add(String.format(
                    Locale.ROOT,
                    "Other programs kept up to %.2f processors busy meanwhile: compare with care.",
                    elsewhere));
        }
        return String.join(System.lineSeparator(), lines);
    }

    private static double rate(List<Result> runs) {
        return Quantiles.median(runs.stream().map(Result::recordsPerSecond).toList());
    }

    private static String lateness(List<Result> runs) {
        return median(runs, Result::latencyMillisP50, "%.0f") + " / "
                + median(runs, Result::latencyMillisP99, "%.0f") + " / "
                + median(runs, Result::latencyMillisP999, "%.0f");
    }

    private static String median(
            List<Result> runs, Function<Result, ? extends @Nullable Number> column, String format) {
        List<Double> values = new ArrayList<>();
        for (Result run : runs) {
            Number value = column.apply(run);
            if (value != null) {
                values.add(value.doubleValue());
            }
        }
        return values.isEmpty() ? NONE : String.format(Locale.ROOT, format, Quantiles.median(values));
    }

    private static String line(
            String engine, String runs, String rate, String ratio, String processor, String checkpoint) {
        return String.format(
                Locale.ROOT, "%-14s %4s %26s %9s %14s %14s", engine, runs, rate, ratio, processor, checkpoint);
    }
}
