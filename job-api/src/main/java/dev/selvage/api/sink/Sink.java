package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;
import java.io.Serializable;

/**
 * Writes records somewhere. After a failure records since the last checkpoint are written again, so a plain sink should make
 * writing twice the same as writing once; a {@link TwoPhaseSink} shows nothing before a checkpoint has decided.
 *
 * <pre>{@code
 * class ToStandardError implements Sink<String> {
 *     public SinkWriter<String> createWriter(RuntimeContext context) {
 *         return (line, timestamp) -> System.err.println(line);
 *     }
 * }
 * }</pre>
 *
 * @param <T> the records
 */
public interface Sink<T> extends Serializable {
    /** The writer of one subtask. */
    SinkWriter<T> createWriter(RuntimeContext context) throws Exception;
}
