package dev.selvage.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class TypesTest {
    @SuppressWarnings("ArrayRecordComponent")
    record Pair<A, B>(A first, List<B> others, int count, B[] array) {}

    /** Fields whose declared types the JDK describes by its own objects. */
    @SuppressWarnings({"rawtypes", "unused"})
    static final class Declared<T> {
        Map.Entry<String, List<Long>> entry = Map.entry("", List.of());
        Map<String, ? extends Number>[] array;
        List<T> open = List.of();
        List raw = List.of();

        @SuppressWarnings("ClassCanBeStatic")
        final class Inner {}

        Declared<String>.Inner inner;

        @SuppressWarnings("unchecked")
        Declared() {
            array = new Map[0];
            inner = new Declared<String>().new Inner();
        }
    }

    @Test
    void aHintIsTheTypeInItsBrackets() {
        DataType<Map<String, List<Long>>> hinted = Types.of(new TypeHint<Map<String, List<Long>>>() {});

        assertThat(hinted).isEqualTo(Types.mapOf(Types.STRING, Types.listOf(Types.LONG)));
        assertThat(hinted.hashCode())
                .isEqualTo(Types.mapOf(Types.STRING, Types.listOf(Types.LONG)).hashCode());
        assertThat(hinted).hasToString("Map<String, List<Long>>");
        assertThat(hinted.rawClass()).isEqualTo(Map.class);
        assertThat(hinted.arguments()).containsExactly(Types.STRING, Types.listOf(Types.LONG));
    }

    @Test
    void hintsOfTheSameTypeAreEqual() {
        assertThat(new TypeHint<List<String>>() {})
                .isEqualTo(new TypeHint<List<String>>() {})
                .hasSameHashCodeAs(new TypeHint<List<String>>() {})
                .hasToString("TypeHint<List<String>>")
                .isNotEqualTo(new TypeHint<List<Long>>() {});
    }

    static class OfList<E> extends TypeHint<List<E>> {}

    @Test
    void aHintMayBeExtendedTwice() {
        assertThat(new OfList<String>() {}.dataType()).isEqualTo(Types.listOf(Types.STRING));
    }

    static <T> TypeHint<List<T>> hintOfVariable() {
        return new TypeHint<List<T>>() {};
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"})
    void aHintWithoutACompleteTypeIsRefused() {
        assertThatThrownBy(TypesTest::<String>hintOfVariable)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A TypeHint names no complete type, because nothing says which type T of"
                        + " TypesTest.hintOfVariable() stands for: write the whole type into the brackets, without type"
                        + " variables.");
        assertThatThrownBy(() -> new TypeHint<Map<String, List>>() {})
                .hasMessageContaining("because List is written without its type parameters:");
        assertThatThrownBy(() -> new TypeHint() {}).hasMessageContaining("nothing in its brackets");
    }

    @Test
    @SuppressWarnings("rawtypes")
    void aClassWithTypeParametersTakesAHint() {
        assertThatThrownBy(() -> Types.of(List.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "List.class does not say what its type parameters are: use new TypeHint<List<...>>() {} with"
                                + " the type in the brackets.");
        assertThatThrownBy(() -> Types.of(List[].class)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void primitivesAreTheirBoxes() {
        assertThat(Types.of(int.class)).isEqualTo(Types.INT);
        assertThat(Types.of(void.class).type()).isEqualTo(Void.class);
        assertThat(Types.of(int[].class).type()).isEqualTo(int[].class);
    }

    @Test
    void wildcardsAreTheirUpperBounds() {
        assertThat(Types.of(new TypeHint<List<? extends Number>>() {})).hasToString("List<Number>");
        assertThat(Types.of(new TypeHint<List<? super Integer>>() {})).hasToString("List<Object>");
        assertThat(Types.of(new TypeHint<List<?>>() {})).hasToString("List<Object>");
        assertThat(Types.of(new TypeHint<Bounded<?>>() {})).hasToString("TypesTest.Bounded<Number>");
        assertThat(Types.of(new TypeHint<EnumMap<?, List<? extends Set<?>>>>() {}))
                .hasToString("EnumMap<Object, List<Set<Object>>>");
    }

    record Bounded<N extends Number>(N number) {}

    @Test
    void arraysOfTypesWithBracketsKeepThem() {
        DataType<List<String>[]> hinted = Types.of(new TypeHint<List<String>[]>() {});

        assertThat(hinted).isEqualTo(Types.arrayOf(Types.listOf(Types.STRING))).hasToString("List<String>[]");
        assertThat(hinted.rawClass()).isEqualTo(List[].class);
        assertThat(hinted.arguments()).isEmpty();
        assertThat(Types.arrayOf(Types.STRING).type()).isEqualTo(String[].class);
        assertThat(Types.of(new TypeHint<int[][]>() {})).hasToString("int[][]");
    }

    @Test
    void canonicalTypesAndThoseOfTheJdkAreEqualBothWays() throws Exception {
        Type jdk = Declared.class.getDeclaredField("entry").getGenericType();
        Type ours = Types.of(jdk).type();

        assertThat(ours)
                .isNotSameAs(jdk)
                .isEqualTo(jdk)
                .hasSameHashCodeAs(jdk)
                .hasToString("Map.Entry<String, List<Long>>");
        assertThat(jdk).isEqualTo(ours);
        Type array = new TypeHint<List<String>[]>() {}.dataType().type();
        Type jdkArray = Holder.class.getDeclaredField("lists").getGenericType();
        assertThat(array).isEqualTo(jdkArray).hasSameHashCodeAs(jdkArray);
        assertThat(jdkArray).isEqualTo(array);
    }

    static final class Holder {
        @SuppressWarnings({"unused", "unchecked", "rawtypes"})
        List<String>[] lists = new List[0];
    }

    @Test
    void whatReflectionFindsIsUnknownWhereItIsNotComplete() throws Exception {
        assertThat(Types.of(Declared.class.getDeclaredField("array").getGenericType()))
                .hasToString("Map<String, Number>[]");
        assertThat(Types.of(Declared.class.getDeclaredField("open").getGenericType()))
                .hasToString("unknown because nothing says which type T of TypesTest.Declared stands for");
        assertThat(Types.of(Declared.class.getDeclaredField("raw").getGenericType()))
                .hasToString("unknown because List is written without its type parameters");
        assertThat(Types.of(Declared.class.getDeclaredField("inner").getGenericType()))
                .hasToString("unknown because TypesTest.Declared.Inner is an inner class of a class with type"
                        + " parameters, and would have to be static");
    }

    @Test
    void membersAreResolvedByTheTypeThatHasThem() {
        DataType<Pair<String, Long>> pair = Types.of(new TypeHint<Pair<String, Long>>() {});

        assertThat(Pair.class.getRecordComponents())
                .extracting(
                        component -> pair.resolve(component.getGenericType()).toString())
                .containsExactly("String", "List<Long>", "Integer", "Long[]");
    }

    @Test
    void anUnknownTypeSaysWhatToDoWhenItIsNeeded() {
        DataType<Object> unknown = DataType.unknown("a lambda keeps no type parameters");

        assertThat(unknown.isKnown()).isFalse();
        assertThatThrownBy(() -> unknown.require("map at Foo.java:12"))
                .isInstanceOf(UnknownTypeException.class)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "The type of the records of 'map at Foo.java:12' is not known because a lambda keeps no type"
                                + " parameters: add .returns(new TypeHint<...>() {}) behind it, with the type in the brackets");
        assertThatThrownBy(unknown::type).isInstanceOf(UnknownTypeException.class);
        assertThatThrownBy(unknown::rawClass).isInstanceOf(UnknownTypeException.class);
        assertThat(unknown).isNotEqualTo(Types.of(Object.class)).isEqualTo(DataType.unknown(unknown.unknownBecause()));
        assertThatThrownBy(() -> DataType.unknown(" ")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aKnownTypeIsThereWhenItIsNeeded() {
        assertThat(Types.STRING.require("map at Foo.java:12")).isSameAs(Types.STRING);
        assertThat(Types.STRING.isKnown()).isTrue();
        assertThat(Types.STRING.unknownBecause()).isEmpty();
    }

    @Test
    void whatHoldsSomethingUnknownIsUnknownForTheSameReason() {
        DataType<Long> unknown = DataType.unknown("of the moon");

        assertThat(List.of(
                        Types.listOf(unknown),
                        Types.setOf(unknown),
                        Types.optionalOf(unknown),
                        Types.arrayOf(unknown),
                        Types.mapOf(unknown, Types.LONG),
                        Types.mapOf(Types.LONG, Types.optionalOf(unknown))))
                .extracting(DataType::unknownBecause)
                .containsOnly("of the moon");
    }

    @Test
    void typesTravel() throws Exception {
        for (DataType<?> type : List.of(
                Types.STRING,
                Types.of(int.class),
                Types.BYTES,
                Types.of(new TypeHint<Map<String, Optional<Collection<? extends Pair<Long, int[]>>>[]>>() {}),
                DataType.unknown("of the moon"))) {
            assertThat(travelled(type)).isEqualTo(type).hasToString(type.toString());
        }
    }

    private static Object travelled(Object value) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return in.readObject();
        }
    }

    @Test
    void namesOfClassesAreShort() {
        record Local() {}

        assertThat(Types.of(Holder.class)).hasToString("TypesTest.Holder");
        assertThat(Types.of(Local.class)).hasToString("TypesTest$1Local");
        assertThat(Types.of(Local[][].class)).hasToString("TypesTest$1Local[][]");
        assertThat(Types.arrayOf(Types.optionalOf(Types.BYTES))).hasToString("Optional<byte[]>[]");
    }
}
