package dev.selvage.container.codec.key;

import dev.selvage.container.codec.assembly.BoundType;
import dev.selvage.container.codec.assembly.RecordParts;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the hash of a type. */
final class KeyHashes {
    private static final int NULL_PART = 0x6E756C6C;
    /** Records in records in records: deeper than this, one holds itself. */
    private static final int DEEPEST = 32;

    private KeyHashes() {}

    static KeyHash of(BoundType type) {
        return of(type, type.toString(), 0);
    }

    private static KeyHash of(BoundType type, String where, int depth) {
        Class<?> raw = type.raw();
        if (depth > DEEPEST) {
            throw unusable(where, "the type holds itself, so that its values have no fixed depth: key by its parts");
        }
        Optional<KeyHash> simple = SimpleHashes.of(raw);
        if (simple.isPresent()) {
            return simple.get();
        }
        if (raw.isRecord()) {
            return ofRecord(type, where, depth);
        }
        if (raw == Optional.class) {
            KeyHash value = of(type.argument(0), where, depth + 1);
            return new Parts(key -> Mix.join(1, partHash(value, ((Optional<?>) key).orElse(null))));
        }
        if (List.class.isAssignableFrom(raw)) {
            if (raw != List.class) {
                throw unusable(where, "a list has to be declared as java.util.List");
            }
            KeyHash element = of(type.argument(0), where, depth + 1);
            return new Parts(key -> ofList(element, (List<?>) key));
        }
        throw unusable(where, whyNot(raw));
    }

    private static String whyNot(Class<?> raw) {
        if (raw == float.class || raw == Float.class || raw == double.class || raw == Double.class) {
            return "numbers with a fraction are equal only by accident: key by a long or a BigDecimal";
        }
        if (raw.isArray()) {
            return "arrays are equal only to themselves: key by a List, or by a record";
        }
        if (raw.isInterface() || raw == Object.class) {
            return raw.getTypeName() + " says too little about the values' class: key by a record, or by a String";
        }
        return "nothing is known about when two of " + raw.getTypeName()
                + " are equal: key by a record of the fields that count, or by a String";
    }

    private static UnusableKeyException unusable(String where, String why) {
        return new UnusableKeyException(where + " cannot be a key: " + why + ".");
    }

    private static KeyHash ofRecord(BoundType type, String where, int depth) {
        List<Part> parts = new ArrayList<>();
        for (RecordParts.Part part : RecordParts.of(type)) {
            KeyHash hash = of(part.type(), where + "." + part.name(), depth + 1);
            MethodHandle getter = part.getter().asType(MethodType.methodType(Object.class, Object.class));
            parts.add(new Part(getter, hash));
        }
        return new Parts(key -> ofParts(parts, key));
    }

    /** A component of a record. */
    private record Part(MethodHandle getter, KeyHash hash) {}

    private static long ofParts(List<Part> parts, Object key) {
        long hash = parts.size();
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            hash = Mix.join(hash, partHash(part.hash, get(part.getter, key)));
        }
        return hash;
    }

    private static Object get(MethodHandle getter, Object key) {
        try {
            return getter.invokeExact(key);
        } catch (RuntimeException | Error thrown) {
            throw thrown;
        } catch (Throwable thrown) {
            throw new IllegalStateException("An accessor of the key " + key + " threw a checked exception.", thrown);
        }
    }

    private static long ofList(KeyHash element, List<?> list) {
        long hash = list.size();
        for (Object part : list) {
            hash = Mix.join(hash, partHash(element, part));
        }
        return hash;
    }

    private static long partHash(KeyHash hash, @Nullable Object part) {
        return part == null ? NULL_PART : hash.hash(part);
    }

    /** Of keys that are made of parts. */
    private record Parts(ToHash function) implements KeyHash {
        @Override
        public long hash(Object key) {
            return function.hash(key);
        }

        @Override
        public boolean isExact() {
            return false;
        }
    }

    /** What hashes a key. */
    private interface ToHash {
        long hash(Object key);
    }
}
