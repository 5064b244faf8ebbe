package dev.selvage.api.source;

/**
 * Reads one split, a slice at a time, on the thread of its task.
 *
 * <pre>{@code
 * class Numbers implements SplitReader<Long, Long> {
 *     private long next;
 *
 *     public long read(SourceOutput<Long> out, int limit) {
 *         for (int i = 0; i < limit; i++) {
 *             out.collect(next++);
 *         }
 *         return MORE;
 *     }
 *
 *     public Long position() {
 *         return next;
 *     }
 *
 *     public void close() {}
 * }
 * }</pre>
 *
 * @param <T> the records
 * @param <S> the splits
 */
public interface SplitReader<T, S> extends AutoCloseable {
    /** There is more to read now. */
    long MORE = 0;

    /** The split has been read to its end. */
    long END = -1;

    /**
     * Emits at most {@code limit} records. Never waits for long: the task has other things to do.
     *
     * @return {@link #MORE}, {@link #END}, or the wall-clock time in milliseconds at which it is worth asking again
     */
    long read(SourceOutput<T> out, int limit) throws Exception;

    /** What is left of the split behind the last record that was emitted. */
    S position();

    /** Lets go of what it holds; told once, after the end, a cancellation or a failure. */
    @Override
    void close() throws java.io.IOException;
}
