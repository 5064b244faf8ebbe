package dev.selvage.container.codec.assembly;

import java.lang.invoke.MethodHandle;
import java.util.List;

/** The components of a record, for those who look at its values without making any. */
public final class RecordParts {
    private RecordParts() {}

    /** A component; the getter takes the record and gives the component's type. */
    public record Part(String name, BoundType type, MethodHandle getter) {}

    /** All of them in order. */
    public static List<Part> of(BoundType type) {
        return Members.ofRecord(type).fields().stream()
                .map(member -> new Part(member.name(), member.type(), member.getter()))
                .toList();
    }
}
