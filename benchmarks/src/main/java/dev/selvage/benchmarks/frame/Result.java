package dev.selvage.benchmarks.frame;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.selvage.benchmarks.workloads.Sample;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one trial has shown; a line of the results file. What does not apply is left out.
 *
 * @param cpuSecondsPerMillion of all workers, per million records
 * @param coordinatorCpuSecondsPerMillion of a coordinator with a JVM of its own
 * @param checkpointMillis the median of the checkpoints that completed while measuring
 * @param checkpointsTo the file system's scheme
 * @param processorsElsewhere how many processors other programs kept busy meanwhile, HDFS among them
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
record Result(
        String workload,
        int processes,
        String engine,
        int run,
        double recordsPerSecond,
        double cpuSecondsPerMillion,
        @Nullable Double coordinatorCpuSecondsPerMillion,
        @Nullable Long checkpointMillis,
        int checkpoints,
        @Nullable Long latencyMillisP50,
        @Nullable Long latencyMillisP99,
        @Nullable Long latencyMillisP999,
        double measuredSeconds,
        String checkpointsTo,
        @Nullable Double processorsElsewhere) {

    private static final double NANOS = 1e9;
    private static final double MILLION = 1e6;

    /** Adds up what the workers did, and what a coordinator did beside them. */
    static Result of(
            Trial trial,
            List<Sample> workers,
            List<Sample> coordinators,
            String checkpointsTo,
            OptionalDouble machineBusySeconds) {
        double rate = 0;
        double millions = 0;
        double seconds = 0;
        SortedMap<Long, Long> lateness = new TreeMap<>();
        SortedMap<Long, Long> durations = new TreeMap<>();
        for (Sample worker : workers) {
            long records = worker.records().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            rate += records / (worker.nanos() / NANOS);
            millions += records / MILLION;
            seconds = Math.max(seconds, worker.nanos() / NANOS);
            worker.lateness().forEach((millis, count) -> lateness.merge(millis, count, Long::sum));
            worker.checkpoints().values().forEach(millis -> durations.merge(millis, 1L, Long::sum));
        }
        for (Sample coordinator : coordinators) {
            coordinator.checkpoints().values().forEach(millis -> durations.merge(millis, 1L, Long::sum));
        }
        double elsewhere =
                machineBusySeconds.orElse(Double.NaN) - processorSeconds(workers) - processorSeconds(coordinators);
        return new Result(
                trial.workload().label(),
                trial.processes(),
                trial.engine(),
                trial.run(),
                rounded(rate, 1),
                rounded(processorSeconds(workers) / millions, 1e4),
                coordinators.isEmpty() ? null : rounded(processorSeconds(coordinators) / millions, 1e4),
                Quantiles.of(durations, 0.5),
                (int) durations.values().stream().mapToLong(Long::longValue).sum(),
                Quantiles.of(lateness, 0.5),
                Quantiles.of(lateness, 0.99),
                Quantiles.of(lateness, 0.999),
                rounded(seconds, 1e3),
                checkpointsTo,
                Double.isNaN(elsewhere) ? null : Math.max(0, rounded(elsewhere / seconds, 100)));
    }

    private static double processorSeconds(List<Sample> processes) {
        return processes.stream().mapToLong(Sample::processorNanos).sum() / NANOS;
    }

    private static double rounded(double value, double digits) {
        return Math.round(value * digits) / digits;
    }

    Trial trial() {
        return new Trial(Workload.of(workload), processes, engine, run);
    }
}
