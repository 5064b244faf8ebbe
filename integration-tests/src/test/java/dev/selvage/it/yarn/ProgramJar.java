package dev.selvage.it.yarn;

import dev.selvage.it.process.CompiledProgram;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * A program that is in a jar alone. Its first argument is a directory for all that it writes, its second says what it does; whenever
 * something has happened in {@code main()} it puts down a line in {@code notes} there.
 */
final class ProgramJar {

    static final String NAME = "demo.Program";

    private static final String SOURCE = """
            package demo;

            import dev.selvage.api.StreamExecutionEnvironment;
            import dev.selvage.api.source.DataGeneratorSource;
            import dev.selvage.api.time.WatermarkStrategy;
            import dev.selvage.api.type.Types;
            import dev.selvage.connector.files.TextFileSink;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.time.Duration;
            import java.util.concurrent.CountDownLatch;

            public final class Program {

                public record Count(long key, long times) {}

                public static void main(String[] args) throws Exception {
                    Path place = Path.of(args[0]);
                    note(place, "called");
                    switch (args[1]) {
                        case "two" -> {
                            note(place, "first " + count(place.resolve("first"), 1_000).execute("first").jobId());
                            count(place.resolve("second"), Long.MAX_VALUE).execute("second");
                            note(place, "second");
                        }
                        case "throw" -> {
                            count(place.resolve("second"), Long.MAX_VALUE).executeAsync("second");
                            throw new IllegalStateException("the wind was against me");
                        }
                        case "fail" -> {
                            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                            env.set("restart-strategy.type", "none");
                            env.fromData(1L)
                                    .map(number -> 1 / (number - 1))
                                    .returns(Long.class)
                                    .sinkTo(TextFileSink.<Long>of(place.resolve("none").toString()));
                            env.execute("divides by zero");
                        }
                        case "exit" -> System.exit(3);
                        case "wait" -> new CountDownLatch(1).await();
                        default -> note(place, "nothing to do");
                    }
                }

                private static void note(Path place, String line) throws Exception {
                    Files.writeString(
                            place.resolve("notes"),
                            line + "\\n",
                            StandardOpenOption.CREATE,
                            StandardOpenOption.APPEND);
                }

                private static StreamExecutionEnvironment count(Path output, long records) {
                    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                    env.setParallelism(2).enableCheckpointing(Duration.ofMillis(200));
                    env.fromSource(
                                    DataGeneratorSource.of(
                                                    index -> new Count(index % 10, 1), records, Types.of(Count.class))
                                            .withRatePerSecond(1_000),
                                    WatermarkStrategy.noWatermarks(),
                                    "numbers")
                            .keyBy(Count::key)
                            .reduce((before, one) -> new Count(one.key(), before.times() + one.times()))
                            .sinkTo(TextFileSink.<Count>of(output.toString()));
                    return env;
                }
            }
            """;

    private ProgramJar() {}

    /** The jar, in this directory. */
    static Path in(Path directory) throws IOException {
        return CompiledProgram.write(directory.resolve("program.jar"), NAME, Map.of(NAME, SOURCE));
    }
}
