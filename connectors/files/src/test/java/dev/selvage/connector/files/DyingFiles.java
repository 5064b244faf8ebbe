package dev.selvage.connector.files;

import dev.selvage.api.file.FileOutput;
import dev.selvage.api.file.FileStatus;
import dev.selvage.api.file.FileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Local files as a process sees them whose machine loses power at a given step, just before or just after that took effect:
 * then nothing works, and what was not synced is gone.
 */
final class DyingFiles implements FileSystem {
    private final FileSystem real;
    private final int lastStep;
    private final boolean takesEffect;
    private final List<Output> outputs = new ArrayList<>();
    private int steps;

    DyingFiles(FileSystem real, int lastStep, boolean takesEffect) {
        this.real = real;
        this.lastStep = lastStep;
        this.takesEffect = takesEffect;
    }

    boolean hasDied() {
        return steps > lastStep;
    }

    private interface Step<R> {
        R take() throws IOException;
    }

    private interface Change {
        void make() throws IOException;
    }

    private void change(Change change) throws IOException {
        step(() -> {
            change.make();
            return Optional.empty();
        });
    }

    private <R> R step(Step<R> step) throws IOException {
        if (hasDied()) {
            throw new IOException("this process is dead");
        }
        boolean dies = steps++ == lastStep;
        if (dies && !takesEffect) {
            losePower();
            throw new IOException("the process dies before step " + lastStep);
        }
        R result = step.take();
        if (dies) {
            losePower();
            throw new IOException("the process dies after step " + lastStep);
        }
        return result;
    }

    private void losePower() throws IOException {
        for (Output output : outputs) {
            output.losePower();
        }
    }

    @Override
    public InputStream open(URI file, long position) throws IOException {
        return step(() -> real.open(file, position));
    }

    @Override
    public FileOutput create(URI file) throws IOException {
        return step(() -> {
            Output output = new Output(real.create(file), Path.of(file.getPath()));
            outputs.add(output);
            return output;
        });
    }

    @Override
    public void rename(URI from, URI to) throws IOException {
        change(() -> real.rename(from, to));
    }

    @Override
    public void delete(URI file) throws IOException {
        change(() -> real.delete(file));
    }

    @Override
    public List<FileStatus> list(URI directory) throws IOException {
        return step(() -> real.list(directory));
    }

    @Override
    public Optional<FileStatus> status(URI path) throws IOException {
        return step(() -> real.status(path));
    }

    private final class Output extends FileOutput {
        private final FileOutput out;
        private final Path file;
        private long synced;

        Output(FileOutput out, Path file) {
            this.out = out;
            this.file = file;
        }

        void losePower() throws IOException {
            if (Files.exists(file)) {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.truncate(synced);
                }
            }
        }

        @Override
        public void write(int value) throws IOException {
            change(() -> out.write(value));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            change(() -> out.write(bytes, offset, length));
        }

        @Override
        public long position() {
            return out.position();
        }

        @Override
        public void sync() throws IOException {
            change(() -> {
                out.sync();
                synced = out.position();
            });
        }

        @Override
        public void close() throws IOException {
            change(out::close);
        }
    }
}
