package dev.selvage.api.source;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes records out of numbers that count up, as fast as they are taken or at a rate.
 *
 * <pre>{@code
 * Source<String, ?> lines = DataGeneratorSource.of(index -> "line " + index, 1_000_000, Types.STRING)
 *         .withRatePerSecond(10_000);
 * }</pre>
 *
 * @param <T> the records
 */
public final class DataGeneratorSource<T> implements ComputedSource<T, DataGeneratorSource.Numbers> {
    private static final long serialVersionUID = 1;

    private final GeneratorFunction<T> function;
    private final long count;
    private final DataType<T> type;
    private final double recordsPerSecond;

    private DataGeneratorSource(GeneratorFunction<T> function, long count, DataType<T> type, double recordsPerSecond) {
        this.function = function;
        this.count = count;
        this.type = type;
        this.recordsPerSecond = recordsPerSecond;
    }

    /** So many records, made of the numbers from zero on. {@link Long#MAX_VALUE} of them do not end. */
    public static <T> DataGeneratorSource<T> of(GeneratorFunction<T> function, long count, DataType<T> type) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "A generator makes no or more records, but was asked for " + count + ".");
        }
        return new DataGeneratorSource<>(function, count, type, Double.POSITIVE_INFINITY);
    }

    /** The same, but all its subtasks together make so many records a second. */
    public DataGeneratorSource<T> withRatePerSecond(double records) {
        if (!(records > 0)) {
            throw new IllegalArgumentException("A rate must be above zero, but was " + records + ".");
        }
        return new DataGeneratorSource<>(function, count, type, records);
    }

    /**
     * The numbers from {@code next} up to, but not including, {@code end}.
     *
     * @param shareOfRate which part of the whole rate is this split's
     */
    public record Numbers(long next, long end, double shareOfRate) implements Serializable {}

    @Override
    public boolean isBounded() {
        return count < Long.MAX_VALUE;
    }

    @Override
    public List<Numbers> splits(int parallelism) {
        List<Numbers> splits = new ArrayList<>();
        long next = 0;
        for (int i = 0; i < parallelism; i++) {
            long end = next + (count - next) / (parallelism - i);
            splits.add(new Numbers(next, end, 1.0 / parallelism));
            next = end;
        }
        return splits;
    }

    @Override
    public SplitReader<T, Numbers> open(Numbers split, RuntimeContext context) {
        return new NumberReader<>(function, split, recordsPerSecond * split.shareOfRate());
    }

    @Override
    public DataType<T> recordType() {
        return type;
    }

    @Override
    public DataType<Numbers> splitType() {
        return Types.of(Numbers.class);
    }
}
