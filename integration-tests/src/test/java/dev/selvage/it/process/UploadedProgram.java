package dev.selvage.it.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A program that is in a jar alone, on nobody's class path. Its first argument says how it behaves. */
public final class UploadedProgram {

    public static final String NAME = "uploaded.Program";

    private static final String SOURCE = """
            package uploaded;

            import dev.selvage.api.StreamExecutionEnvironment;
            import dev.selvage.api.graph.StreamGraph;
            import dev.selvage.api.source.DataGeneratorSource;
            import dev.selvage.api.time.WatermarkStrategy;
            import dev.selvage.api.type.Types;
            import dev.selvage.connector.files.TextFileSink;
            import java.time.Duration;
            import java.util.concurrent.CountDownLatch;

            public final class Program {

                public record Count(long key, long times) {}

                public static void main(String[] args) throws Exception {
                    switch (args[0]) {
                        case "count" -> count(args[1]);
                        case "twice" -> {
                            count(args[1]);
                            count(args[1]);
                        }
                        case "fail" -> throw new IllegalStateException("the wind was against me");
                        case "exit" -> System.exit(3);
                        case "hang" -> {
                            System.out.println("I wait for nothing");
                            new CountDownLatch(1).await();
                        }
                        default -> System.out.println("nothing to do");
                    }
                }

                /** For whoever hands the graph in himself: a record each millisecond, so many of them. */
                public static StreamGraph brief(String output, int records) {
                    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                    env.fromSource(
                                    DataGeneratorSource.of(index -> new Count(index, 1), records, Types.of(Count.class))
                                            .withRatePerSecond(1_000),
                                    WatermarkStrategy.noWatermarks(),
                                    "numbers")
                            .sinkTo(TextFileSink.<Count>of(output));
                    return env.streamGraph("brief");
                }

                private static void count(String output) {
                    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                    env.enableCheckpointing(Duration.ofMillis(200));
                    env.fromSource(
                                    DataGeneratorSource.of(
                                                    index -> new Count(index % 10, 1), Long.MAX_VALUE, Types.of(Count.class))
                                            .withRatePerSecond(1_000),
                                    WatermarkStrategy.noWatermarks(),
                                    "numbers")
                            .keyBy(Count::key)
                            .reduce((before, one) -> new Count(one.key(), before.times() + one.times()))
                            .sinkTo(TextFileSink.<Count>of(output));
                    env.execute("uploaded");
                }
            }
            """;

    private static final Pattern COUNT = Pattern.compile("Count\\[key=(\\d+), times=(\\d+)]");

    private UploadedProgram() {}

    /** How many counts of whichever key its jobs have committed below a directory so far. */
    public static int committed(Path output) throws IOException {
        return byKey(output).values().stream().mapToInt(List::size).sum();
    }

    /** Nothing is lost and nothing is counted twice, over all jobs that have written there. */
    public static void assertEachCountOnce(Path output) throws IOException {
        byKey(output).forEach((key, counts) -> {
            for (int place = 0; place < counts.size(); place++) {
                assertThat(counts.get(place)).as("key " + key).isEqualTo(place + 1);
            }
        });
    }

    private static Map<Integer, List<Integer>> byKey(Path output) throws IOException {
        Map<Integer, List<Integer>> counts = new TreeMap<>();
        for (Path file : LiveTree.files(output)) {
            if (file.getFileName().toString().startsWith("part-")) {
                Matcher count = COUNT.matcher(Files.readString(file));
                while (count.find()) {
                    counts.computeIfAbsent(Integer.parseInt(count.group(1)), key -> new ArrayList<>())
                            .add(Integer.parseInt(count.group(2)));
                }
            }
        }
        counts.values().forEach(list -> list.sort(null));
        return counts;
    }

    /** The jar, in a directory of its own below this one. */
    public static Path jar(Path directory) throws IOException {
        return CompiledProgram.write(directory.resolve("counts.jar"), NAME, Map.of(NAME, SOURCE));
    }
}
