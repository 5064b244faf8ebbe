package dev.selvage.container.codec.compound;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Handles of our own methods, which are there. */
final class Handles {
    private Handles() {}

    static MethodHandle statically(MethodHandles.Lookup lookup, Class<?> where, String name, MethodType type) {
        try {
            return lookup.findStatic(where, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(where + " has no static method " + name + type + ".", impossible);
        }
    }

    static MethodHandle virtual(MethodHandles.Lookup lookup, Class<?> where, String name, MethodType type) {
        try {
            return lookup.findVirtual(where, name, type);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(where + " has no method " + name + type + ".", impossible);
        }
    }
}
