package dev.selvage.api.source;

import dev.selvage.api.source.DataGeneratorSource.Numbers;

/** Makes the records of a span of numbers. The clock is read once per slice, and only where there is a rate to keep. */
final class NumberReader<T> implements SplitReader<T, Numbers> {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double MILLIS_PER_SECOND = 1e3;

    private final GeneratorFunction<T> function;
    private final Numbers split;
    private final double recordsPerSecond;
    private final long startNanos = System.nanoTime();
    private long next;

    NumberReader(GeneratorFunction<T> function, Numbers split, double recordsPerSecond) {
        this.function = function;
        this.split = split;
        this.recordsPerSecond = recordsPerSecond;
        this.next = split.next();
    }

    @Override
    public long read(SourceOutput<T> out, int limit) throws Exception {
        long until = Math.min(split.end(), next + allowed(limit));
        if (next < until) {
            // The position rises with each record, so that a failure is told with the record that it belongs to.
            while (next < until) {
                out.collect(function.generate(next));
                next++;
            }
            return next == split.end() ? END : MORE;
        }
        return next == split.end() ? END : System.currentTimeMillis() + millisToNext();
    }

    @Override
    public Numbers position() {
        return new Numbers(next, split.end(), split.shareOfRate());
    }

    @Override
    public void close() {}

    private long allowed(int limit) {
        if (recordsPerSecond == Double.POSITIVE_INFINITY) {
            return limit;
        }
        double due = (System.nanoTime() - startNanos) / NANOS_PER_SECOND * recordsPerSecond;
        return Math.min(limit, (long) due - (next - split.next()));
    }

    private long millisToNext() {
        return Math.max(1, (long) (MILLIS_PER_SECOND / recordsPerSecond));
    }
}
