package dev.selvage.container.codec;

/**
 * Reads values of one type: its codec, or what stands in for it while bytes of an older schema are read.
 *
 * @param <T> the type
 */
public interface ValueReader<T> {

    /** Reads the next value; throws {@link CorruptDataException} rather than reading behind the limit. */
    T read(ByteInput in);
}
