package dev.selvage.benchmarks.startup;

import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.type.Types;
import dev.selvage.benchmarks.clusters.CountPerKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Counts a few numbers per key, and leaves a file at the first record of each subtask of its sink. */
public final class FirstRecordProgram {

    private static final int RECORDS = 1_000;
    private static final int KEYS = 100;

    private FirstRecordProgram() {}

    /**
     * Takes a directory that all nodes share.
     *
     * @param arguments that directory
     */
    public static void main(String[] arguments) {
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        program.enableCheckpointing(Duration.ofSeconds(1))
                .fromSource(
                        DataGeneratorSource.of(index -> index, RECORDS, Types.LONG),
                        WatermarkStrategy.noWatermarks(),
                        "numbers")
                .keyBy(number -> number % KEYS)
                .process(new CountPerKey())
                .sinkTo(new FirstRecordSink(arguments[0]));
        program.execute("first record");
    }

    private record FirstRecordSink(String directory) implements Sink<Long> {

        @Override
        public SinkWriter<Long> createWriter(RuntimeContext context) {
            return new Writer(Path.of(directory, "first-" + context.getIndexOfThisSubtask()));
        }
    }

    private static final class Writer implements SinkWriter<Long> {

        private final Path file;
        private boolean isFirst = true;

        Writer(Path file) {
            this.file = file;
        }

        @Override
        public void write(Long value, long timestamp) throws IOException {
            if (isFirst) {
                isFirst = false;
                Files.createFile(file);
            }
        }
    }
}
