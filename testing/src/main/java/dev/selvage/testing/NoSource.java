package dev.selvage.testing;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.List;

/** Stands where the test's own records come in; it is never run. */
record NoSource<T>(DataType<T> recordType) implements ComputedSource<T, Integer> {
    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public List<Integer> splits(int parallelism) {
        return List.of();
    }

    @Override
    public SplitReader<T, Integer> open(Integer split, RuntimeContext context) {
        throw new IllegalStateException("expected a harness to stand for this source, but it is run");
    }

    @Override
    public DataType<Integer> splitType() {
        return Types.INT;
    }
}
