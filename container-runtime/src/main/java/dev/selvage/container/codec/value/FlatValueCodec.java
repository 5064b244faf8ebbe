package dev.selvage.container.codec.value;

import dev.selvage.container.codec.CorruptDataException;
import java.time.DateTimeException;

/**
 * A value of the JDK that never changes and always takes the same number of bytes.
 *
 * @param <T> the type
 */
final class FlatValueCodec<T> extends ImmutableFlatCodec<T> {

    /** Lays a value out from an offset on. */
    interface Put<T> {
        void put(T value, byte[] bytes, int offset);
    }

    /** Makes the value that lies from an offset on. */
    interface Get<T> {
        T get(byte[] bytes, int offset);
    }

    private final String kind;
    private final Put<T> put;
    private final Get<T> get;

    FlatValueCodec(String kind, int width, Put<T> put, Get<T> get) {
        super(kind, width);
        this.kind = kind;
        this.put = put;
        this.get = get;
    }

    @Override
    public void put(T value, byte[] bytes, int offset) {
        put.put(value, bytes, offset);
    }

    @Override
    public T get(byte[] bytes, int offset) {
        try {
            return get.get(bytes, offset);
        } catch (DateTimeException | ArithmeticException refused) {
            throw new CorruptDataException(
                    "Wanted a value of kind " + kind + ", found other bytes: " + refused.getMessage() + ".", refused);
        }
    }
}
