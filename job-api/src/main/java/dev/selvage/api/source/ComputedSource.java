package dev.selvage.api.source;

import java.util.List;

/**
 * A source whose splits follow from its own description and the number of its subtasks.
 *
 * <pre>{@code
 * List<?> splitsForThree(ComputedSource<Long, ?> source) {
 *     return source.splits(3);
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <S> the splits
 */
public non-sealed interface ComputedSource<T, S> extends Source<T, S> {
    /**
     * All splits, of which the subtasks take one after the other in turn: the same list in each of them. After a restart
     * with another parallelism, what is left of the splits is dealt out anew, and this is not asked again.
     */
    List<S> splits(int parallelism);
}
