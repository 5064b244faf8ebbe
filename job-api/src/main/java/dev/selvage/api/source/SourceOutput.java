package dev.selvage.api.source;

/**
 * Takes the records that a {@link SplitReader} reads.
 *
 * <pre>{@code
 * void emit(SourceOutput<String> out, String line, long atMillis) {
 *     out.collect(line, atMillis);
 * }
 * }</pre>
 *
 * @param <T> the records
 */
public interface SourceOutput<T> {
    /** Emits a record without a timestamp. */
    void collect(T record);

    /** Emits a record with its timestamp in milliseconds. */
    void collect(T record, long timestamp);
}
