package dev.selvage.api;

import dev.selvage.api.type.DataType;
import dev.selvage.api.type.TypeHint;
import dev.selvage.api.type.Types;
import java.io.Serializable;

/**
 * Names a side output. Tags of the same name are the same side output.
 *
 * <pre>{@code
 * OutputTag<String> rejected = new OutputTag<>("rejected", String.class);
 * }</pre>
 *
 * @param <T> its records
 */
public final class OutputTag<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private final String id;
    private final DataType<T> type;

    /** A side output of records whose class has no type parameters. */
    public OutputTag(String id, Class<T> type) {
        this(id, Types.of(type));
    }

    /** A side output of records whose type has parameters. */
    public OutputTag(String id, TypeHint<T> type) {
        this(id, Types.of(type));
    }

    /** A side output of records of a type that is at hand. */
    public OutputTag(String id, DataType<T> type) {
        if (id.isBlank()) {
            throw new IllegalArgumentException("A side output needs a name, but was given an empty one.");
        }
        this.id = id;
        this.type = type;
    }

    /** Its name. */
    public String getId() {
        return id;
    }

    /** The type of its records. */
    public DataType<T> getType() {
        return type;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof OutputTag<?> tag && tag.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "side output '" + id + "'";
    }
}
