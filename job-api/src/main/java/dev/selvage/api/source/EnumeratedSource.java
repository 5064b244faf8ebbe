package dev.selvage.api.source;

/**
 * A source whose splits must be looked for, such as the files of a directory. Looking is a task of the job, of parallelism
 * one: a source of splits, which hands each to a subtask that asks for work.
 *
 * <pre>{@code
 * Source<?, ?> whoLooks(EnumeratedSource<String, ?> files) {
 *     return files.enumerator();
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <S> the splits
 */
public non-sealed interface EnumeratedSource<T, S> extends Source<T, S> {
    /** The source whose records are this one's splits. */
    ComputedSource<S, ?> enumerator();
}
