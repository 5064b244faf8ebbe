package dev.selvage.api.type;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.type.Functions.FlatMap;
import dev.selvage.api.type.Functions.Generator;
import dev.selvage.api.type.Functions.Mapper;
import dev.selvage.api.type.Functions.Out;
import dev.selvage.api.type.Functions.Windowed;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lambdas, and references to methods and constructors. */
final class LambdaTypesTest {
    private static final DataType<List<String>> STRINGS = Types.listOf(Types.STRING);
    private static final DataType<Map.Entry<String, List<Long>>> ENTRY =
            Types.of(new TypeHint<Map.Entry<String, List<Long>>>() {});

    record Point(int x, int y) {}

    record Box<T>(T value) {
        List<T> list() {
            return List.of(value);
        }

        static <V> Box<V> listed(String name, Map<String, Box<V>> boxes) {
            return Optional.ofNullable(boxes.get(name)).orElseThrow();
        }

        static <V> Box<V> find(String name) {
            return listed(name, Map.of());
        }
    }

    enum Color {
        RED
    }

    /** Takes what the lambda promises as the compiler would. */
    private static <I, O> DataType<O> mapped(DataType<I> input, Mapper<I, O> function) {
        return TypeInference.outputOf(function, Mapper.class, 1, input);
    }

    private static <I, O> DataType<O> collected(DataType<I> input, FlatMap<I, O> function) {
        return TypeInference.outputOf(function, FlatMap.class, 1, input);
    }

    @Test
    void aLambdaTellsAClassWithoutBrackets() {
        assertThat(mapped(Types.STRING, text -> text + "!")).isEqualTo(Types.STRING);
        assertThat(mapped(STRINGS, list -> new Point(list.size(), 0))).isEqualTo(Types.of(Point.class));
        assertThat(mapped(Types.STRING, Color::valueOf)).isEqualTo(Types.of(Color.class));
        assertThat(mapped(Types.STRING, text -> Color.valueOf(text))).isEqualTo(Types.of(Color.class));
    }

    @Test
    void aPrimitiveResultIsItsBox() {
        assertThat(mapped(Types.STRING, text -> text.length())).isEqualTo(Types.INT);
        assertThat(mapped(Types.STRING, String::length)).isEqualTo(Types.INT);
        assertThat(mapped(Types.STRING, text -> text.length() / 2.0)).isEqualTo(Types.DOUBLE);
        assertThat(mapped(Types.INT, value -> value > 3)).isEqualTo(Types.BOOLEAN);
        Generator<Long> generator = index -> index * 2;
        assertThat(TypeInference.<Long>outputOf(generator, Generator.class, 0)).isEqualTo(Types.LONG);
    }

    @Test
    void aLambdaThatCapturesTellsAsMuch() {
        int offset = STRINGS.hashCode();
        String prefix = STRINGS.toString();
        assertThat(mapped(Types.STRING, text -> text.length() + offset)).isEqualTo(Types.INT);
        assertThat(mapped(Types.INT, prefix::substring)).isEqualTo(Types.STRING);
    }

    @Test
    void anArrayWithoutBracketsIsKnown() {
        assertThat(mapped(Types.STRING, text -> text.split(",", -1))).hasToString("String[]");
        assertThat(mapped(Types.STRING, String::toCharArray)).hasToString("char[]");
        assertThat(mapped(Types.INT, int[]::new)).hasToString("int[]");
        assertThat(mapped(Types.INT, size -> new int[size][2])).hasToString("int[][]");
    }

    @Test
    void bracketsOfALambdaAreErased() {
        assertThat(mapped(Types.STRING, text -> List.of(text)))
                .hasToString("unknown because a lambda keeps only the class List of its result, not what is in the"
                        + " brackets");
        assertThat(mapped(Types.STRING, text -> new Box<>(text)).unknownBecause())
                .contains("only the class LambdaTypesTest.Box of its result");
        assertThat(mapped(Types.STRING, text -> arrayOfLists(text)).unknownBecause())
                .contains("class List[]");
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static List<String>[] arrayOfLists(String text) {
        return new List[] {List.of(text)};
    }

    @Test
    void anObjectMayBeWhatWasLeftOfAVariable() {
        assertThat(LambdaTypesTest.<Long>throughVariable(Types.LONG))
                .hasToString("unknown because a lambda whose result is an Object, or of a variable type, does not tell"
                        + " which");
    }

    private static <T> DataType<T> throughVariable(DataType<T> type) {
        return mapped(type, value -> value);
    }

    @Test
    void whatALambdaCollectsIsErased() {
        DataType<String> collected = collected(Types.STRING, (line, out) -> out.collect(line));
        assertThat(collected)
                .hasToString("unknown because a lambda keeps only the class Functions.Out of its parameter, not what is"
                        + " in the brackets");
    }

    static void words(String line, Out<String> out) {
        out.collect(line);
    }

    static void lists(String line, Out<List<String>> out) {
        out.collect(List.of(line));
    }

    static <T> void twice(T value, Out<T> out) {
        out.collect(value);
        out.collect(value);
    }

    static void anything(String line, Out<? super String> out) {
        out.collect(line);
    }

    static void counts(String key, Iterable<Long> values, Out<Map<String, Long>> out) {
        out.collect(Map.of(key, values.iterator().next()));
    }

    @Test
    void whatAReferencedMethodCollectsIsKnown() {
        assertThat(collected(Types.STRING, LambdaTypesTest::words)).isEqualTo(Types.STRING);
        assertThat(collected(Types.STRING, LambdaTypesTest::lists)).isEqualTo(STRINGS);
        assertThat(collected(STRINGS, LambdaTypesTest::twice)).isEqualTo(STRINGS);
        Windowed<String, Long, Map<String, Long>> window = LambdaTypesTest::counts;
        assertThat(TypeInference.<Object>outputOf(window, Windowed.class, 2)).hasToString("Map<String, Long>");
        assertThat(TypeInference.<Object>outputOf(window, Windowed.class, 1)).isEqualTo(Types.LONG);
    }

    @Test
    void aCollectorOfAnythingAboveATypeDoesNotTell() {
        FlatMap<String, CharSequence> function = LambdaTypesTest::anything;
        assertThat(collected(Types.STRING, function).isKnown()).isFalse();
    }

    static List<Map<String, Long>> parsed(String text) {
        return List.of(Map.of(text, 1L));
    }

    Optional<String> instance(Long value) {
        return Optional.of(value.toString());
    }

    @Test
    void aReferencedMethodTellsItsBrackets() {
        assertThat(mapped(Types.STRING, LambdaTypesTest::parsed)).hasToString("List<Map<String, Long>>");
        assertThat(mapped(Types.LONG, this::instance)).hasToString("Optional<String>");
        assertThat(mapped(Types.STRING, LambdaTypesTest::arrayOfLists)).hasToString("List<String>[]");
    }

    @Test
    void whatComesInBindsTheVariablesOfAReferencedMethod() {
        assertThat(mapped(Types.STRING, Optional::of)).hasToString("Optional<String>");
        assertThat(mapped(STRINGS, Optional::of)).hasToString("Optional<List<String>>");
        assertThat(mapped(ENTRY, Map.Entry::getValue)).hasToString("List<Long>");
        assertThat(mapped(ENTRY, Map.Entry::getKey)).isEqualTo(Types.STRING);
        assertThat(mapped(STRINGS, List::copyOf)).isEqualTo(STRINGS);
        assertThat(mapped(Types.of(new TypeHint<Box<Long>>() {}), Box::list)).hasToString("List<Long>");
    }

    static final class StringsByName {
        private final Map<String, List<String>> values = Map.of();

        List<String> find(String name) {
            return values.getOrDefault(name, List.of());
        }
    }

    static class Cache<V> {
        V find(String name) {
            throw new UnsupportedOperationException(name);
        }
    }

    static final class CacheOfLists extends Cache<List<String>> {}

    @Test
    void anObjectThatIsCalledOnTellsByItsClass() {
        StringsByName byName = new StringsByName();
        assertThat(mapped(Types.STRING, byName::find)).isEqualTo(STRINGS);
        CacheOfLists lists = new CacheOfLists();
        assertThat(mapped(Types.STRING, lists::find)).isEqualTo(STRINGS);
        Cache<List<Long>> erased = new Cache<>();
        assertThat(mapped(Types.STRING, erased::find))
                .hasToString("unknown because nothing says which type V of LambdaTypesTest.Cache stands for");
    }

    @Test
    void aVariableThatNothingBindsIsNamed() {
        DataType<Box<Long>> box = mapped(Types.STRING, Box::find);
        assertThat(box)
                .hasToString("unknown because nothing says which type V of LambdaTypesTest.Box.find() stands for");
    }

    static final class Named {
        final String name;

        Named(String name) {
            this.name = name;
        }
    }

    @Test
    void aConstructorTellsItsClass() {
        assertThat(mapped(Types.STRING, Named::new)).isEqualTo(Types.of(Named.class));
        assertThat(mapped(Types.STRING, Box::new)).hasToString("LambdaTypesTest.Box<String>");
        assertThat(mapped(STRINGS, ArrayList::new)).hasToString("ArrayList<String>");
        Mapper<Collection<String>, Set<String>> asSet = HashSet::new;
        assertThat(mapped(Types.of(new TypeHint<Collection<String>>() {}), asSet))
                .hasToString("Set<String>");
    }

    @FunctionalInterface
    interface LineParser extends Mapper<String, List<Long>> {}

    @FunctionalInterface
    interface Listing<T> extends Mapper<T, List<T>> {}

    @FunctionalInterface
    interface Renamed<B, A> extends Mapper<A, B> {}

    @Test
    void anInterfaceOfTheAuthorsTellsWhatItBinds() {
        LineParser parser = line -> List.of(Long.valueOf(line));
        assertThat(mapped(Types.STRING, parser)).hasToString("List<Long>");
        Listing<Integer> listing = value -> List.of(value);
        assertThat(mapped(Types.INT, listing)).hasToString("List<Integer>");
        assertThat(TypeInference.<Object>outputOf(listing, Mapper.class, 1)).hasToString("List<Integer>");
        Renamed<Integer, String> renamed = text -> text.length();
        assertThat(mapped(Types.STRING, renamed)).isEqualTo(Types.INT);
    }

    interface NotSerializable<I, O> {
        O map(I value);
    }

    @Test
    void aLambdaThatCannotBeSerializedTellsNothing() {
        NotSerializable<String, Integer> function = String::length;
        assertThat(TypeInference.<Object>outputOf(function, NotSerializable.class, 1))
                .hasToString("unknown because a lambda that cannot be serialized tells nothing of its types");
    }

    @Test
    void aReferenceToAnotherFunctionIsAsGoodAsThatFunction() {
        Mapper<String, List<String>> inner = new Mapper<>() {
            @Override
            public List<String> map(String value) {
                return List.of(value);
            }
        };
        assertThat(mapped(Types.STRING, inner::map)).isEqualTo(STRINGS);
    }
}
