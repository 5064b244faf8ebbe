package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Template: a codec made of three handles, which the JIT inlines since each copy has them as constants. */
final class ComposedTemplate extends Codec<Object> {
    private static final MethodHandle WRITE = Constants.at(MethodHandles.lookup(), 0, MethodHandle.class);
    private static final MethodHandle READ = Constants.at(MethodHandles.lookup(), 1, MethodHandle.class);
    private static final MethodHandle COPY = Constants.at(MethodHandles.lookup(), 2, MethodHandle.class);

    private final String name;
    private final String format;
    private final boolean immutable;
    private final boolean fallback;

    ComposedTemplate(String name, String format, boolean immutable, boolean fallback) {
        this.name = name;
        this.format = format;
        this.immutable = immutable;
        this.fallback = fallback;
    }

    @Override
    public void write(Object value, ByteOutput out) {
        if (value == null) {
            throw new UnserializableException(Refusals.ofNull(name));
        }
        try {
            WRITE.invokeExact(value, out);
        } catch (Throwable thrown) {
            throw Constants.thrown(thrown, name);
        }
    }

    @Override
    public Object read(ByteInput in) {
        try {
            return READ.invokeExact(in);
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
    public boolean usesFallback() {
        return fallback;
    }

    @Override
    public String format() {
        return format;
    }
}
