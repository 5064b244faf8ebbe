package dev.selvage.container.codec;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the bytes of a codec look like, as data that a snapshot keeps beside them. It is enough to walk over the bytes
 * without the classes; equal schemas mean equal bytes.
 *
 * @param kind one of the constants here, or the name of a simple value, such as {@code long}
 * @param name the class, where there is one; of a simple value how long its bytes are
 * @param parts fields in the order in which they are written, elements, constants of an enum, or the classes of a choice
 */
public record CodecSchema(String kind, String name, List<Part> parts) {
    /** A byte that is not zero, then the value; or a zero alone. */
    public static final String NULLABLE = "nullable";
    /** A byte that is not zero, then the value; or as many zeros. */
    public static final String PADDED = "padded";
    /** Like {@link #NULLABLE}, for an Optional. */
    public static final String OPTIONAL = "optional";
    /** A count, then the elements. */
    public static final String LIST = "list";

    public static final String SET = "set";
    public static final String ARRAY = "array";
    /** A count, then a key and a value for each. */
    public static final String MAP = "map";
    /** The fields one behind the other. */
    public static final String RECORD = "record";

    public static final String CLASS = "class";
    /** One byte, or two if there are more than 255 constants: zero for null, else one more than the place among them. */
    public static final String ENUM = "enum";
    /** The place of the class among those that a sealed type permits, then the value. */
    public static final String CHOICE = "choice";
    /** A type inside itself: the one of this name further out. */
    public static final String REFERENCE = "again";
    /** How many bytes, a checksum of them, and what the library for arbitrary classes made. */
    public static final String GENERIC = "generic";

    /** Named like a width: a header, then letters, as {@link ByteOutput#writeString} has it. */
    public static final String TEXT = "text";
    /** Named like a width: how many bytes, then so many. */
    public static final String BYTES = "bytes";

    /** A field, or something else that the type is made of; the name may be empty. */
    public record Part(String name, CodecSchema schema) {}

    public CodecSchema {
        parts = List.copyOf(parts);
    }

    /** A value that always takes the same number of bytes. */
    public static CodecSchema fixed(String kind, int width) {
        return new CodecSchema(kind, Integer.toString(width), List.of());
    }

    /** A type that is made of others, whose names say nothing. */
    public static CodecSchema of(String kind, CodecSchema... parts) {
        List<Part> unnamed = new ArrayList<>();
        for (CodecSchema part : parts) {
            unnamed.add(new Part("", part));
        }
        return new CodecSchema(kind, "", unnamed);
    }

    /** A simple value of varying length: {@link #TEXT} or {@link #BYTES}. */
    public static CodecSchema varying(String kind, String length) {
        return new CodecSchema(kind, length, List.of());
    }

    /** The only part, or the one at this place. */
    public CodecSchema part(int index) {
        return parts.get(index).schema();
    }

    public boolean is(String other) {
        return kind.equals(other);
    }

    /** Whether this is a class with fields. */
    public boolean isStructure() {
        return is(RECORD) || is(CLASS);
    }

    /** How many bytes a constant of this enum takes. */
    public int enumWidth() {
        return parts.size() <= 0xFF ? 1 : 2;
    }

    /** The number of bytes of a simple value that always takes the same; none for all others. */
    public Optional<Integer> width() {
        boolean digits = parts.isEmpty() && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return digits ? Optional.of(Integer.parseInt(name)) : Optional.empty();
    }

    /** The class without what its type parameters stand for. */
    public String rawName() {
        int arguments = name.indexOf('<');
        return arguments < 0 ? name : name.substring(0, arguments);
    }

    /** For a reader of messages: without what a class is made of. */
    public String shortly() {
        if (is(NULLABLE) || is(PADDED)) {
            return part(0).shortly();
        }
        if (is(LIST) || is(SET) || is(ARRAY) || is(OPTIONAL)) {
            return kind + " of " + part(0).shortly();
        }
        if (is(MAP)) {
            return "map of " + part(0).shortly() + " to " + part(1).shortly();
        }
        boolean simple = width().isPresent() || name.equals(TEXT) || name.equals(BYTES) || name.isEmpty();
        return simple ? kind : kind + " " + name;
    }

    /** Every type with fields or choices in here by its name, so that references can be followed. */
    Map<String, CodecSchema> definitions() {
        Map<String, CodecSchema> found = new HashMap<>();
        collect(found);
        return found;
    }

    private void collect(Map<String, CodecSchema> found) {
        if (isStructure() || is(CHOICE)) {
            found.putIfAbsent(name, this);
        }
        for (Part part : parts) {
            part.schema().collect(found);
        }
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        return SchemaText.write(this);
    }

    /** Reads what {@link #text} wrote; throws {@link CorruptDataException} at anything else. */
    public static CodecSchema parse(String text) {
        return SchemaText.read(text);
    }

    @Override
    public String toString() {
        return text();
    }
}
