package dev.selvage.container.codec;

/**
 * A codec whose values all take the same number of bytes, so that they can lie in the rows of a page.
 *
 * @param <T> the type; for primitive types their box
 */
public abstract class FlatCodec<T> extends Codec<T> {

    /** How many bytes a value takes. */
    public abstract int width();

    /** Writes a value to the {@link #width()} bytes from {@code offset} on. */
    public abstract void put(T value, byte[] bytes, int offset);

    /** Reads the value in the {@link #width()} bytes from {@code offset} on. */
    public abstract T get(byte[] bytes, int offset);

    @Override
    public final void write(T value, ByteOutput out) {
        if (value == null && !takesNull()) {
            throw UnserializableException.ofNull(schema().shortly());
        }
        int at = out.reserve(width());
        put(value, out.bytes, at);
    }

    @Override
    public final T read(ByteInput in) {
        int at = in.take(width());
        return get(in.bytes, at);
    }
}
