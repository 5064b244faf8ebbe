package dev.selvage.container.codec.assembly;

import dev.selvage.container.codec.UnserializableException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a codec needs to know of users' classes by reflection, private ones too.
 *
 * @param constructor of a record: takes all fields in order; else takes nothing
 * @param fields in the order in which they are written
 */
record Members(MethodHandle constructor, List<Member> fields) {

    /** A field of a class; {@code setter} is absent for records. */
    record Member(
            Class<?> holder,
            String name,
            BoundType type,
            MethodHandle getter,
            @Nullable MethodHandle setter) {}

    private static final MethodHandles.Lookup HERE = MethodHandles.lookup();

    static Members ofRecord(BoundType type) {
        try {
            MethodHandles.Lookup inside = MethodHandles.privateLookupIn(type.raw(), HERE);
            List<Member> members = new ArrayList<>();
            List<Class<?>> parameters = new ArrayList<>();
            for (RecordComponent component : type.raw().getRecordComponents()) {
                parameters.add(component.getType());
                members.add(new Member(
                        type.raw(),
                        component.getName(),
                        type.member(component.getGenericType()),
                        inside.unreflect(component.getAccessor()),
                        null));
            }
            MethodType constructor = MethodType.methodType(void.class, parameters);
            return new Members(inside.findConstructor(type.raw(), constructor), List.copyOf(members));
        } catch (ReflectiveOperationException e) {
            throw new UnserializableException(type.raw(), "its constructor or its accessors could not be reached.", e);
        }
    }

    /** Whether this is a class that can be made empty and filled field by field, without anything being lost. */
    static boolean canBeFilled(Class<?> type) {
        if (type == Object.class
                || type.isInterface()
                || type.isEnum()
                || type.isPrimitive()
                || type.isArray()
                || type.isHidden()
                || Modifier.isAbstract(type.getModifiers())
                || type.isAnonymousClass()
                || type.isLocalClass()
                || (type.isMemberClass() && !Modifier.isStatic(type.getModifiers()))
                || emptyConstructor(type).isEmpty()) {
            return false;
        }
        for (Class<?> part = type; part != null && part != Object.class; part = part.getSuperclass()) {
            if (!isOpenToUs(part)
                    || fieldsOf(part).stream().anyMatch(field -> Modifier.isFinal(field.getModifiers()))) {
                return false;
            }
        }
        return true;
    }

    static Members ofFilled(BoundType type) {
        try {
            List<Member> members = new ArrayList<>();
            addFields(type, type.raw(), members);
            Constructor<?> constructor = emptyConstructor(type.raw())
                    .orElseThrow(() ->
                            new UnserializableException(type.raw(), "it has no constructor without parameters.", null));
            return new Members(
                    MethodHandles.privateLookupIn(type.raw(), HERE).unreflectConstructor(constructor),
                    List.copyOf(members));
        } catch (ReflectiveOperationException e) {
            throw new UnserializableException(type.raw(), "its constructor or its fields could not be reached.", e);
        }
    }

    /** Adds fields of superclasses first. */
    private static void addFields(BoundType part, Class<?> holder, List<Member> members) throws IllegalAccessException {
        if (part.raw() == Object.class) {
            return;
        }
        addFields(part.superclass(), holder, members);
        MethodHandles.Lookup inside = MethodHandles.privateLookupIn(part.raw(), HERE);
        for (Field field : fieldsOf(part.raw())) {
            MethodHandle getter = inside.unreflectGetter(field);
            MethodHandle setter = inside.unreflectSetter(field);
            // Seen from the class itself, since handles are put together by exact types.
            members.add(new Member(
                    holder,
                    nameIn(members, part.raw(), field),
                    part.member(field.getGenericType()),
                    getter.asType(getter.type().changeParameterType(0, holder)),
                    setter.asType(setter.type().changeParameterType(0, holder))));
        }
    }

    /** The field's name, with its class if one above has a field of that name: fields are told apart by it. */
    private static String nameIn(List<Member> members, Class<?> type, Field field) {
        String name = field.getName();
        boolean taken = members.stream().anyMatch(member -> member.name().equals(name));
        return taken ? type.getSimpleName() + "." + name : name;
    }

    /** Those that hold an object's state, by name: the order of reflection is nobody's promise, and bytes have to last. */
    private static List<Field> fieldsOf(Class<?> type) {
        return Arrays.stream(type.getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic())
                .sorted(Comparator.comparing(Field::getName))
                .toList();
    }

    private static Optional<Constructor<?>> emptyConstructor(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .filter(constructor -> constructor.getParameterCount() == 0)
                .findFirst();
    }

    private static boolean isOpenToUs(Class<?> type) {
        return type.getModule().isOpen(type.getPackageName(), Members.class.getModule());
    }
}
