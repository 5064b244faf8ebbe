package dev.selvage.api.function;

import java.io.Serializable;

/**
 * What every user function has in common: it travels to its subtasks serialized, and may prepare there and clean up.
 *
 * <p>Functional interfaces keep these two methods as defaults, so that a lambda is enough while nothing is to be prepared,
 * and a class that implements the same interface can prepare without another base class. Key selectors, partitioners and the
 * functions in descriptors of states are not opened.
 *
 * <pre>{@code
 * import java.security.MessageDigest;
 * class Hashing implements MapFunction<byte[], byte[]> {
 *     private transient Optional<MessageDigest> digest = Optional.empty();
 *
 *     public void open(RuntimeContext context) throws Exception {
 *         digest = Optional.of(MessageDigest.getInstance("SHA-256"));
 *     }
 *
 *     public byte[] map(byte[] document) {
 *         return digest.orElseThrow().digest(document);
 *     }
 * }
 * }</pre>
 */
public interface Function extends Serializable {
    /** Called once in each subtask before the first record; what this throws fails the task. */
    default void open(RuntimeContext context) throws Exception {}

    /** Called once in each subtask that was opened, after the last record or after a failure. */
    default void close() throws Exception {}
}
