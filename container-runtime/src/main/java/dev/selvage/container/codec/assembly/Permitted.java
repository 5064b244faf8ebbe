package dev.selvage.container.codec.assembly;

import java.lang.reflect.Modifier;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The classes that values of a sealed type may have. */
final class Permitted {
    private Permitted() {}

    /** All of them by name; none if the type is not sealed, or if someone may add others. */
    static Optional<List<Class<?>>> classesOf(Class<?> type) {
        if (!type.isSealed()) {
            return Optional.empty();
        }
        Set<Class<?>> found = new TreeSet<>(Comparator.comparing(Class::getName));
        return collect(type, found) ? Optional.of(List.copyOf(found)) : Optional.empty();
    }

    private static boolean collect(Class<?> type, Set<Class<?>> found) {
        boolean isAbstract = Modifier.isAbstract(type.getModifiers());
        if (!isAbstract || type.isEnum()) {
            found.add(type);
        }
        if (type.isEnum()) {
            return true;
        }
        if (!type.isSealed()) {
            return Modifier.isFinal(type.getModifiers());
        }
        for (Class<?> permitted : type.getPermittedSubclasses()) {
            if (!collect(permitted, found)) {
                return false;
            }
        }
        return true;
    }
}
