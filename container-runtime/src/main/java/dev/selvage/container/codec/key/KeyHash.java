package dev.selvage.container.codec.key;

import dev.selvage.container.codec.assembly.BoundType;
import java.lang.reflect.Type;

/**
 * The 64-bit hash of keys of one type. It depends on what a key says and on nothing else: not on the JVM, its version, or
 * the order in which classes are loaded. It is a format that lasts, since state lies where the hashes of its keys had it.
 * Any thread.
 */
public interface KeyHash {

    /** The hash of a key, which is not null. */
    long hash(Object key);

    /** Whether different keys always have different hashes, so that a table need not keep the keys. */
    boolean isExact();

    /**
     * The bit that is set in hashes which only one key has each, among others that several keys may share; zero if there are
     * none. Those of exact hashes do not say it.
     */
    default long telling() {
        return 0;
    }

    /** The key of a hash; only of exact hashes. */
    default Object keyOf(long hash) {
        throw new UnsupportedOperationException("Keys of this type are not told by their hash alone.");
    }

    /** The hash of keys of a type; throws {@link UnusableKeyException} if such keys cannot be relied on. */
    static KeyHash of(Type type) {
        return KeyHashes.of(BoundType.of(type));
    }
}
