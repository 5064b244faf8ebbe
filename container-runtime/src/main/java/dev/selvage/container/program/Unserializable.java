package dev.selvage.container.program;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for what keeps an object from being serialized, since the JDK names a class and not the field that led to it. It
 * sees what an author can change: fields, what lambdas capture, and elements; not what classes write by methods of their own.
 */
final class Unserializable {
    /** What helps in most places. */
    static final String USUAL_ADVICE = "make the field transient and set it in open(), or make the class Serializable";

    private static final String ADVICE_ON_OUTER =
            "let it use local variables and static members alone, or make the class Serializable";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Where something was found, and what to do if it cannot stay there. */
    private record Place(String text, String advice) {
        Place(String text) {
            this(text, USUAL_ADVICE);
        }
    }

    private Unserializable() {}

    /** A sentence's part such as {@code field 'client' of class Enrich holds a Client, ...: make it ...}, if it can be found out. */
    static Optional<String> in(Object root) {
        return new Unserializable().of(root, new Place("it"));
    }

    private Optional<String> of(Object value, Place place) {
        if (value == null || value instanceof Class<?> || value instanceof Enum<?> || !seen.add(value)) {
            return Optional.empty();
        }
        if (value.getClass().isArray()) {
            return ofElements(value, place.text());
        }
        if (!(value instanceof Serializable)) {
            return Optional.of(place.text() + " holds a " + value.getClass().getTypeName()
                    + ", which is not Serializable: " + place.advice());
        }
        try {
            return ofParts(value);
        } catch (ReflectiveOperationException | RuntimeException hidden) {
            // What may not be looked into stays without a better description.
            return Optional.empty();
        }
    }

    private Optional<String> ofElements(Object array, String place) {
        if (array.getClass().getComponentType().isPrimitive()) {
            return Optional.empty();
        }
        Optional<String> found = Optional.empty();
        for (int i = 0; i < Array.getLength(array) && found.isEmpty(); i++) {
            found = of(Array.get(array, i), new Place("an element of " + place));
        }
        return found;
    }

    private Optional<String> ofParts(Object value) throws ReflectiveOperationException {
        Class<?> type = value.getClass();
        if (type.isHidden() || type.isSynthetic()) {
            return ofLambda(value);
        }
        if (value instanceof Collection<?> collection) {
            return ofElements(collection.toArray(), "a " + type.getTypeName());
        } else if (value instanceof Map<?, ?> map) {
            Optional<String> keys = ofElements(map.keySet().toArray(), "a " + type.getTypeName());
            return keys.isPresent() ? keys : ofElements(map.values().toArray(), "a " + type.getTypeName());
        }
        for (Class<?> declaring = type; declaring != null; declaring = declaring.getSuperclass()) {
            Optional<String> found = ofFields(value, declaring);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofFields(Object value, Class<?> declaring) throws ReflectiveOperationException {
        // Fields of a class that is not Serializable are made anew by its constructor, and do not travel.
        if (ObjectStreamClass.lookup(declaring) == null || declaring.getName().startsWith("java.")) {
            return Optional.empty();
        }
        for (Field field : declaring.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    || Modifier.isTransient(field.getModifiers())
                    || field.getType().isPrimitive()) {
                continue;
            }
            field.setAccessible(true);
            Place place = field.isSynthetic() && field.getName().startsWith("this$")
                    ? new Place("class " + declaring.getTypeName() + " is not static, and so", ADVICE_ON_OUTER)
                    : new Place("field '" + field.getName() + "' of class " + declaring.getTypeName());
            Optional<String> found = of(field.get(value), place);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private Optional<String> ofLambda(Object lambda) throws ReflectiveOperationException {
        Method replace = lambda.getClass().getDeclaredMethod("writeReplace");
        replace.setAccessible(true);
        SerializedLambda written = (SerializedLambda) replace.invoke(lambda);
        String capturing = written.getCapturingClass().replace('/', '.');
        Optional<String> found = Optional.empty();
        for (int i = 0; i < written.getCapturedArgCount() && found.isEmpty(); i++) {
            Object captured = written.getCapturedArg(i);
            boolean isOuter = captured != null && captured.getClass().getName().equals(capturing);
            Place place = isOuter
                    ? new Place(
                            "a lambda of class " + capturing
                                    + " uses a field or method of the object around it, and so",
                            ADVICE_ON_OUTER)
                    : new Place("a lambda of class " + capturing);
            found = of(captured, place);
        }
        return found;
    }
}
