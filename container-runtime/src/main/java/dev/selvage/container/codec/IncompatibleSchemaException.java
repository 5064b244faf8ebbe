package dev.selvage.container.codec;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** What was written cannot be read as what the type is now; the message names the class, the field, and both types. */
public final class IncompatibleSchemaException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private final String path;
    private final String reason;

    /** Seen from the value itself; the reason is a sentence beginning small. */
    public IncompatibleSchemaException(String reason) {
        this(null, "", reason);
    }

    private IncompatibleSchemaException(@Nullable String holder, String path, String reason) {
        super(
                holder == null
                        ? "The type cannot be read from what was written: " + reason
                        : "Class " + holder + " cannot be read from what was written: field '" + path + "': " + reason);
        this.path = path;
        this.reason = reason;
    }

    /** The same, seen from a class that has it in a field, or in a field of that. */
    IncompatibleSchemaException within(String holder, String field) {
        return new IncompatibleSchemaException(holder, path.isEmpty() ? field : field + "." + path, reason);
    }
}
