package dev.selvage.it.process;

import dev.selvage.api.DataStream;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.graph.StreamGraph;
import dev.selvage.api.sink.Sink;
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
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Counts by key, and writes every count to files: each of them once, or something was lost or counted twice. It runs, with a
 * checkpoint every now and then, until it is let end.
 */
public record CountingJob(Path output, int perSecond) {

    public static final int RECORDS = 60_000;
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int KEYS = 100;
    /** It lasts for two minutes, which is longer than most that is done to it meanwhile. */
    private static final int PER_SECOND = 500;

    /** Ten minutes. */
    private static final int SLOWLY = 100;

    /** How often a key has come so far. */
    public record Count(long key, long times) {}

    public CountingJob(Path output) {
        this(output, PER_SECOND);
    }

    /** For those to whom much is done, and one thing after the other. */
    public static CountingJob slow(Path output) {
        return new CountingJob(output, SLOWLY);
    }

    public StreamGraph graph(int parallelism, Map<String, String> settings) {
        return graph(parallelism, settings, numbers -> numbers, lines());
    }

    /** The same with user code that misbehaves where files in a directory say so. */
    public StreamGraph misbehaving(int parallelism, Mischief mischief, Map<String, String> settings) {
        return graph(parallelism, settings, numbers -> numbers.filter(mischief), lines());
    }

    /** The same with a sink that shows each count at once, and perhaps once more after a restart. */
    public StreamGraph withPlainSink(int parallelism, Map<String, String> settings) {
        return graph(parallelism, settings, numbers -> numbers, new PlainSink(output.toString()));
    }

    private Sink<Count> lines() {
        return TextFileSink.of(output.toString());
    }

    private StreamGraph graph(
            int parallelism, Map<String, String> settings, UnaryOperator<DataStream<Count>> between, Sink<Count> sink) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.setParallelism(parallelism)
                .enableCheckpointing(Duration.ofMillis(200))
                .set("restart-strategy.type", "fixed-delay")
                .set("restart-strategy.fixed-delay.attempts", "1000")
                .set("restart-strategy.fixed-delay.delay", "50 ms");
        settings.forEach(program::set);
        DataStream<Count> numbers = program.fromSource(
                new HeldBack<>(
                        DataGeneratorSource.of(index -> new Count(index % KEYS, 1), RECORDS, Types.of(Count.class)),
                        perSecond,
                        toEnd().toString()),
                WatermarkStrategy.noWatermarks(),
                "numbers");
        between.apply(numbers)
                .keyBy(Count::key)
                .reduce((before, one) -> new Count(one.key(), before.times() + one.times()))
                .sinkTo(sink);
        return program.streamGraph("counts");
    }

    /** A file beside the output, not in it. */
    private Path toEnd() {
        return output.resolveSibling(output.getFileName() + ".may-end");
    }

    /** From now on it makes all that is left at once, and ends. */
    public void letEnd() throws IOException {
        Files.createDirectories(toEnd());
    }

    /** The lines of all files that have been committed. */
    public List<String> committed() throws IOException {
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

    public void awaitCommitted() throws Exception {
        Await.until("a checkpoint has been committed", BOUND, () -> !committed().isEmpty());
    }

    /** Waits until more is committed than now. */
    public void awaitMoreCommitted() throws Exception {
        int before = committed().size();
        Await.until("checkpoints go on", BOUND, () -> committed().size() > before);
    }

    /** Sorted, what a plain sink has shown so far: some of it perhaps more than once. */
    public Set<String> shown() throws IOException {
        Set<String> lines = new TreeSet<>();
        if (Files.isDirectory(output)) {
            try (Stream<Path> files = Files.list(output)) {
                for (Path file : files.toList()) {
                    lines.addAll(Files.readAllLines(file));
                }
            }
        }
        return lines;
    }

    /** Which deployments of its tasks the committed files are of. */
    public Set<String> deployments() throws IOException {
        try (Stream<Path> files = Files.list(output)) {
            return files.filter(CountingJob::isCommitted)
                    .map(file -> file.getFileName().toString().split("-", -1)[3])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** Sorted, what the job comes to over all its records. */
    public static List<String> everyCountOnce() {
        return LongStream.range(0, KEYS)
                .boxed()
                .flatMap(key ->
                        LongStream.rangeClosed(1, RECORDS / KEYS).mapToObj(times -> new Count(key, times).toString()))
                .sorted()
                .toList();
    }
}
