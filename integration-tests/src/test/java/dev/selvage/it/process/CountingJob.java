package dev.selvage.it.process;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.connector.files.TextFileSink;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Counts by key, and writes every count to files: each of them once, or something was lost or counted twice. */
record CountingJob(Path output) {

    static final int RECORDS = 60_000;
    /** For a job that is to be stopped before its end, however slow the machine is. */
    static final int SLOWLY = 2_000;

    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int KEYS = 100;

    /** How often a key has come so far. */
    record Count(long key, long times) {}

    StreamGraph graph(int parallelism, int perSecond, Map<String, String> settings) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        settings.forEach(program::set);
        program.setParallelism(parallelism)
                .enableCheckpointing(Duration.ofMillis(200))
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000")
                .set("restart-strategy.fixed-delay.delay", "50 ms")
                .fromSource(
                        DataGeneratorSource.of(index -> new Count(index % KEYS, 1), RECORDS, Types.of(Count.class))
                                .withRatePerSecond(perSecond),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(Count::key)
                .reduce((before, one) -> new Count(one.key(), before.times() + one.times()))
                .sinkTo(TextFileSink.<Count>of(output.toString()));
        return program.streamGraph("counts");
    }

    /** The lines of all files that have been committed. */
    List<String> committed() throws IOException {
        List<String> lines = new ArrayList<>();
        if (Files.isDirectory(output)) {
            try (Stream<Path> files = Files.list(output)) {
                for (Path file : files.filter(CountingJob::isCommitted).toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    private static boolean isCommitted(Path file) {
        return file.getFileName().toString().startsWith("part-");
    }

    void awaitCommitted() throws Exception {
        Await.until("a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
    }

    /** Which deployments of its tasks the committed files are of. */
    Set<String> deployments() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(CountingJob::isCommitted)
                    .map(file -> file.getFileName().toString().split("-", -1)[3])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Sorted, what the job comes to over all its records. */
    static List<String> everyCountOnce() {
        return LongStream.range(0, KEYS)
                .boxed()
                .flatMap(key ->
                        LongStream.rangeClosed(1, RECORDS / KEYS).mapToObj(times -> new Count(key, times).toString()))
                .sorted()
                .toList();
    }
}
