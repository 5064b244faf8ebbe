package dev.selvage.container.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/**
 * A value, or every value of a type, cannot be turned into bytes. The message names the class of the record, the path of
 * fields to what is in the way, its class, and the reason; the path grows while the exception passes through the codecs.
 */
public final class UnserializableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String path;
    private final String found;
    private final String reason;

    /** What was found, in words such as "null", and why that is in the way, beginning small. */
    public UnserializableException(String found, String reason) {
        this(null, "", found, reason, null);
    }

    /** What was found, by its class, and why that is in the way, beginning small. */
    public UnserializableException(Class<?> found, String reason, @Nullable Throwable cause) {
        this(null, "", "value of class " + found.getTypeName(), reason, cause);
    }

    /** For null where a value has to be. */
    public static UnserializableException ofNull(String wanted) {
        return new UnserializableException(
                "null",
                "a value of " + wanted + " was wanted. An element of a stream, and a value that no field holds, may not"
                        + " be null: leave it out, or wrap it in an Optional.");
    }

    /** For a value of another class than its type says, which compilers let through where types were cast. */
    public static UnserializableException ofOtherClass(Object found, ClassCastException refused) {
        return new UnserializableException(
                found.getClass(), "its type says that it is of another class: " + refused.getMessage() + ".", refused);
    }

    private UnserializableException(
            @Nullable String holder, String path, String found, String reason, @Nullable Throwable cause) {
        super(sentence(holder, path, found, reason), cause);
        this.path = path;
        this.found = found;
        this.reason = reason;
    }

    /** The same, seen from a class that has it in a field, or in a field of that. */
    public UnserializableException within(Class<?> newHolder, String field) {
        String longer = path.isEmpty() ? field : path.startsWith("[") ? field + path : field + "." + path;
        return new UnserializableException(newHolder.getTypeName(), longer, found, reason, this);
    }

    private static String sentence(@Nullable String holder, String path, String found, String reason) {
        return holder == null
                ? "A " + found + " cannot be serialized: " + reason
                : "A value of class " + holder + " cannot be serialized: field '" + path + "' holds a " + found + ": "
                        + reason;
    }
}
