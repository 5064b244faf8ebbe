package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.Skip;
import dev.selvage.container.codec.ValueReader;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Reads objects of a class that had other fields when they were written; field by field, as only a restore needs it. */
final class EvolvedReader implements ValueReader<Object> {

    /** What to do with a field that was written: put it to its place among those of now, or move over it. */
    record Step(
            @Nullable ValueReader<?> reader,
            int place,
            @Nullable Skip skip) {
        static Step reading(ValueReader<?> reader, int place) {
            return new Step(reader, place, null);
        }

        static Step skipping(Skip skip) {
            return new Step(null, -1, skip);
        }
    }

    private final Structure structure;
    private final List<Step> steps;
    private final MethodHandle constructor;
    private final List<MethodHandle> setters = new ArrayList<>();
    private final @Nullable Object[] defaults;

    EvolvedReader(Structure structure, List<Step> steps) {
        this.structure = structure;
        this.steps = List.copyOf(steps);
        int size = structure.parts().size();
        defaults = new @Nullable Object[structure.isRecord() ? size : 0];
        if (structure.isRecord()) {
            constructor = structure
                    .constructor()
                    .asType(structure.constructor().type().changeReturnType(Object.class))
                    .asSpreader(Object[].class, size);
            for (int i = 0; i < size; i++) {
                defaults[i] = defaultOf(structure.parts().get(i).type());
            }
        } else {
            constructor = structure.constructor().asType(MethodType.methodType(Object.class));
            for (Part part : structure.parts()) {
                setters.add(part.setterHandle().asType(MethodType.methodType(void.class, Object.class, Object.class)));
            }
        }
    }

    @Override
    public Object read(ByteInput in) {
        try {
            return structure.isRecord() ? construct(in) : fill(in);
        } catch (Throwable thrown) {
            throw Constants.unreadable(thrown, structure.name());
        }
    }

    private Object construct(ByteInput in) throws Throwable {
        @Nullable Object[] values = defaults.clone();
        for (Step step : steps) {
            if (step.reader != null) {
                values[step.place] = step.reader.read(in);
            } else if (step.skip != null) {
                step.skip.over(in);
            }
        }
        return constructor.invokeExact(values);
    }

    private Object fill(ByteInput in) throws Throwable {
        Object made = constructor.invokeExact();
        for (Step step : steps) {
            if (step.reader != null) {
                Object value = step.reader.read(in);
                setters.get(step.place).invokeExact(made, value);
            } else if (step.skip != null) {
                step.skip.over(in);
            }
        }
        return made;
    }

    /** What a field has that was not written: nothing, in the way that its type has it. */
    private static @Nullable Object defaultOf(Class<?> type) {
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.empty();
        }
        // What a handle that does nothing gives back is the type's zero, or null.
        try {
            return MethodHandles.zero(type).invoke();
        } catch (Throwable impossible) {
            throw new IllegalStateException("Type " + type + " has no zero.", impossible);
        }
    }
}
