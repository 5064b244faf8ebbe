package dev.selvage.api.source;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.type.DataType;
import java.io.Serializable;

/**
 * Reads records from somewhere, and can read the same ones again.
 *
 * <p>The work is cut into splits: immutable values, each of which says where to begin and where to end. A subtask reads
 * several, and a checkpoint keeps for each what is left of it. There are two kinds: a {@link ComputedSource} knows its splits
 * by itself, an {@link EnumeratedSource} has to go and look for them.
 *
 * <pre>{@code
 * Source<Long, ?> numbers = DataGeneratorSource.of(index -> index, 1_000_000, Types.LONG);
 * }</pre>
 *
 * @param <T> the records
 * @param <S> the splits
 */
public sealed interface Source<T, S> extends Serializable permits ComputedSource, EnumeratedSource {
    /** Whether it ends by itself. */
    boolean isBounded();

    /** Begins to read a split, or goes on with what is left of one. */
    SplitReader<T, S> open(S split, RuntimeContext context) throws Exception;

    /** The type of the records. */
    DataType<T> recordType();

    /** The type of the splits. */
    DataType<S> splitType();
}
