package dev.selvage.container.codec;

import java.util.HashSet;
import java.util.Set;

/**
 * Turns values of one type into bytes and back. The bytes of a codec with the same {@link #schema()} are readable for ever:
 * snapshots hold them. Codecs keep nothing from call to call, so that threads can share them.
 *
 * @param <T> the type; for primitive types their box
 */
public abstract class Codec<T> implements ValueReader<T> {

    /**
     * Appends a value, which is not null unless {@link #takesNull()}. After an exception part of it may stand there: whoever
     * goes on sets the position back.
     */
    public abstract void write(T value, ByteOutput out);

    @Override
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

    /** What the bytes look like, for snapshots to keep and compare. */
    public final CodecSchema schema() {
        return schema(new HashSet<>());
    }

    /** The schema, in which types that are {@code open}, since they are being described, are only named. */
    public abstract CodecSchema schema(Set<Codec<?>> open);

    /**
     * A reader of what was written with another schema, which is asked for through {@link Evolution#reader}; throws
     * {@link IncompatibleSchemaException} unless the type can change in this way.
     */
    public ValueReader<? extends T> readerOf(CodecSchema written, Evolution evolution) {
        throw Evolution.changed(written, this);
    }

    /** The codec that does the work: another one only for what stands for a codec yet to be made. */
    public Codec<T> resolved() {
        return this;
    }

    /** What a place that holds null gives; the only one in this package that says that a T may be null. */
    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    protected static <T> T nothing() {
        return null;
    }

    @Override
    public final String toString() {
        return "codec of " + schema();
    }
}
