package dev.selvage.container.codec.compound;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;

/** Puts handles together that are to run one after the other. */
final class Sequences {
    private Sequences() {}

    /** All steps in order, each with the same parameters; as a balanced tree, since what nests deeply is not inlined. */
    static MethodHandle inOrder(MethodType type, List<MethodHandle> steps) {
        if (steps.isEmpty()) {
            return MethodHandles.empty(type);
        }
        if (steps.size() == 1) {
            return steps.get(0);
        }
        int half = steps.size() / 2;
        return MethodHandles.foldArguments(
                inOrder(type, steps.subList(half, steps.size())), inOrder(type, steps.subList(0, half)));
    }

    /** A constructor whose arguments are given by sources, called in order, which all have the parameters {@code from}. */
    static MethodHandle construct(MethodHandle constructor, List<MethodHandle> sources, List<Class<?>> from) {
        MethodHandle made = MethodHandles.dropArguments(constructor, sources.size(), from);
        // The fold that comes last runs first: from the last argument to the first.
        for (int i = sources.size() - 1; i >= 0; i--) {
            made = MethodHandles.foldArguments(made, i, sources.get(i));
        }
        return made;
    }

    /** A new object, filled by a handle that takes it and the parameters {@code from}, and then given back. */
    static MethodHandle fill(MethodHandle constructor, MethodHandle filler, List<Class<?>> from) {
        Class<?> type = constructor.type().returnType();
        MethodHandle last = MethodHandles.dropArguments(MethodHandles.identity(type), 1, from);
        MethodHandle filled = MethodHandles.foldArguments(last, filler);
        return MethodHandles.foldArguments(filled, MethodHandles.dropArguments(constructor, 0, from));
    }
}
