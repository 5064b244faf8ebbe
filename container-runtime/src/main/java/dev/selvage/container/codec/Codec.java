package dev.selvage.container.codec;

/**
 * Turns values of one type into bytes and back. The bytes of a codec with the same {@link #format()} are readable for ever:
 * snapshots hold them. Codecs keep nothing from call to call, so that threads can share them.
 *
 * @param <T> the type; for primitive types their box
 */
public abstract class Codec<T> {

    /** Appends a value, which is not null unless {@link #takesNull()}. */
    public abstract void write(T value, ByteOutput out);

    /** Reads the next value; throws {@link CorruptDataException} rather than reading behind the limit. */
    public abstract T read(ByteInput in);

    /** A value that shares with the given one only what cannot change. */
    public abstract T copy(T value);

    /** Whether {@link #copy} gives back what it is given, since values never change. */
    public abstract boolean immutable();

    /** Whether null is a value like any other; if not, whoever may hold null writes a byte of its own about it. */
    public boolean takesNull() {
        return false;
    }

    /** Whether some part is written by the library for arbitrary classes: slowly, and only as lasting as its class. */
    public boolean usesFallback() {
        return false;
    }

    /** What the bytes look like, in words that a snapshot can keep and compare. */
    public abstract String format();

    /** What a place that holds null gives; the only one in this package that says that a T may be null. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    protected static <T> T nothing() {
        return null;
    }

    @Override
    public final String toString() {
        return "codec of " + format();
    }
}
