package dev.selvage.it.process;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.DataGeneratorSource;
import dev.selvage.api.source.DataGeneratorSource.Numbers;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Numbers that come slowly, and never all of them, until a file is there; then all at once. So what a test does in between it
 * does while the job runs, however fast or slow the machine is.
 */
record HeldBack<T>(DataGeneratorSource<T> all, double perSecond, String untilThere)
        implements ComputedSource<T, Numbers> {

    private static final long LOOK_AGAIN_MILLIS = 20;

    @Override
    public boolean isBounded() {
        return all.isBounded();
    }

    @Override
    public List<Numbers> splits(int parallelism) {
        return all.splits(parallelism);
    }

    @Override
    public SplitReader<T, Numbers> open(Numbers split, RuntimeContext context) {
        return new Reader(split, context);
    }

    @Override
    public DataType<T> recordType() {
        return all.recordType();
    }

    @Override
    public DataType<Numbers> splitType() {
        return all.splitType();
    }

    private final class Reader implements SplitReader<T, Numbers> {
        private final Numbers split;
        private final RuntimeContext context;
        private boolean held = true;
        private SplitReader<T, Numbers> reader;

        Reader(Numbers split, RuntimeContext context) {
            this.split = split;
            this.context = context;
            Numbers butTheLast =
                    new Numbers(split.next(), Math.max(split.next(), split.end() - 1), split.shareOfRate());
            reader = all.withRatePerSecond(perSecond).open(butTheLast, context);
        }

        @Override
        public long read(SourceOutput<T> out, int limit) throws Exception {
            if (held && Files.exists(Path.of(untilThere))) {
                held = false;
                reader = all.open(position(), context);
            }
            long next = reader.read(out, limit);
            return held && next == END ? System.currentTimeMillis() + LOOK_AGAIN_MILLIS : next;
        }

        @Override
        public Numbers position() {
            return new Numbers(reader.position().next(), split.end(), split.shareOfRate());
        }

        @Override
        public void close() throws IOException {
            reader.close();
        }
    }
}
