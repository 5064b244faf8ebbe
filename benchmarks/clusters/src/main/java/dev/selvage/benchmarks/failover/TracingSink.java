package dev.selvage.benchmarks.failover;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Drops records, but writes down the time of day every ten milliseconds in which there are any. Each attempt of a subtask has a
 * file of its own. A subtask fails if it finds a file that asks for it.
 */
record TracingSink(String directory) implements Sink<Long> {

    private static final long MICROS_BETWEEN = 10_000;
    /** Looking at the clock costs more than counting; this is about a millisecond. */
    private static final int RECORDS_BETWEEN_LOOKS = 64;

    @Override
    public SinkWriter<Long> createWriter(RuntimeContext context) throws IOException {
        return new Writer(Path.of(directory), context.getIndexOfThisSubtask());
    }

    private static final class Writer implements SinkWriter<Long> {

        private final BufferedWriter trace;
        private final Path poison;
        private int records;
        private long lastMicros;

        Writer(Path directory, int subtask) throws IOException {
            Trace own = new Trace(subtask, ProcessHandle.current().pid(), UUID.randomUUID());
            this.trace = Files.newBufferedWriter(own.in(directory));
            this.poison = Trace.poison(directory, subtask);
        }

        @Override
        public void write(Long value, long timestamp) throws IOException {
            records++;
            if (records % RECORDS_BETWEEN_LOOKS == 0) {
                long now = Trace.nowMicros();
                if (now - lastMicros >= MICROS_BETWEEN) {
                    trace.write(now + "\n");
                    trace.flush();
                    lastMicros = now;
                    if (Files.deleteIfExists(poison)) {
                        throw new IllegalStateException("A failure was asked for.");
                    }
                }
            }
        }

        @Override
        public void close() throws IOException {
            trace.close();
        }
    }
}
