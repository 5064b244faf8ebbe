package dev.selvage.container.codec.compound;

import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandles;

/** What a template's static initializer finds in its class data, and what its methods throw. */
public final class Constants {
    private Constants() {}

    /** The constant at this index, which the JIT may then take for granted. */
    public static <C> C at(MethodHandles.Lookup template, int index, Class<C> type) {
        try {
            return MethodHandles.classDataAt(template, "_", type, index);
        } catch (IllegalAccessException impossible) {
            throw new IllegalStateException(
                    template + " reads constants of another class, or was made without any.", impossible);
        }
    }

    /** What to throw for something thrown while a value is written: unchecked as it is, checked with a sentence. */
    static RuntimeException thrown(Throwable thrown, String what, Object value) {
        if (thrown instanceof ClassCastException other) {
            return UnserializableException.ofOtherClass(value, other);
        }
        if (thrown instanceof RuntimeException unchecked) {
            return unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(
                "A constructor or accessor of " + what + " threw a checked exception.", thrown);
    }

    /** What to throw for something thrown while a value is read: a class may refuse what it did not write itself. */
    public static RuntimeException unreadable(Throwable thrown, String what) {
        if (thrown instanceof CorruptDataException corrupt) {
            return corrupt;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return new CorruptDataException(
                "Wanted a value of " + what + ", found bytes of which none can be made: " + thrown, thrown);
    }
}
