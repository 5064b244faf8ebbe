package dev.selvage.it.process;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Adds each count to a file at once, whatever becomes of checkpoints: behind a restart some are there twice. */
public record PlainSink(String directory) implements Sink<CountingJob.Count> {

    @Override
    public SinkWriter<CountingJob.Count> createWriter(RuntimeContext context) throws IOException {
        Path file = Files.createDirectories(Path.of(directory)).resolve("shown-" + context.getIndexOfThisSubtask());
        Writer lines = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new SinkWriter<>() {
            @Override
            public void write(CountingJob.Count count, long timestamp) throws IOException {
                lines.write(count + "\n");
                lines.flush();
            }

            @Override
            public void close() throws IOException {
                lines.close();
            }
        };
    }
}
