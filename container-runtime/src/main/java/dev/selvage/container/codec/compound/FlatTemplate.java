package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Template: a flat codec made of three handles, which the JIT inlines since each copy has them as constants. */
final class FlatTemplate extends FlatCodec<Object> {
    private static final MethodHandle PUT = Constants.at(MethodHandles.lookup(), 0, MethodHandle.class);
    private static final MethodHandle GET = Constants.at(MethodHandles.lookup(), 1, MethodHandle.class);
    private static final MethodHandle COPY = Constants.at(MethodHandles.lookup(), 2, MethodHandle.class);
    private static final int WIDTH = Constants.at(MethodHandles.lookup(), 3, Integer.class);

    private final String name;
    private final String format;
    private final boolean immutable;

    FlatTemplate(String name, String format, boolean immutable) {
        this.name = name;
        this.format = format;
        this.immutable = immutable;
    }

    @Override
    public int width() {
        return WIDTH;
    }

    @Override
    public void put(Object value, byte[] bytes, int offset) {
        if (value == null) {
            throw new UnserializableException(Refusals.ofNull(name));
        }
        try {
            PUT.invokeExact(value, bytes, offset);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, name);
        }
    }

    @Override
    public Object get(byte[] bytes, int offset) {
        try {
            return GET.invokeExact(bytes, offset);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, name);
        }
    }

    @Override
    public Object copy(Object value) {
        if (immutable || value == null) {
            return value;
        }
        try {
            return COPY.invokeExact(value);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, name);
        }
    }

    @Override
    public boolean immutable() {
        return immutable;
    }

    @Override
    public String format() {
        return format;
    }
}
