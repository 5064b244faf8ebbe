package dev.selvage.api.type;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.type.Functions.CoMap;
import dev.selvage.api.type.Functions.FlatMap;
import dev.selvage.api.type.Functions.Mapper;
import dev.selvage.api.type.Functions.Out;
import dev.selvage.api.type.Functions.Reduce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Classes; for lambdas and method references see {@link LambdaTypesTest}. */
@SuppressWarnings("serial")
final class TypeInferenceTest {
    private static final DataType<List<String>> STRINGS = Types.listOf(Types.STRING);

    static final class Length implements Mapper<String, Integer> {
        @Override
        public Integer map(String value) {
            return value.length();
        }
    }

    static class Id<T> implements Mapper<T, T> {
        @Override
        public T map(T value) {
            return value;
        }
    }

    static final class Words extends Id<List<String>> {}

    static final class First<T> implements Mapper<List<? extends T>, T> {
        @Override
        public T map(List<? extends T> value) {
            return value.get(0);
        }
    }

    static final class Grouped<K, V> implements Mapper<Map.Entry<K, V[]>, Map<K, Optional<V>>> {
        @Override
        public Map<K, Optional<V>> map(Map.Entry<K, V[]> value) {
            return Map.of(value.getKey(), Optional.of(value.getValue()[0]));
        }
    }

    static final class Parse<T> implements Mapper<String, T> {
        @Override
        public T map(String value) {
            throw new UnsupportedOperationException(value);
        }
    }

    interface Tagged<X, A> extends Mapper<A, Map<X, A>> {}

    static final class TaggedByNumber<A> implements Tagged<Integer, A> {
        @Override
        public Map<Integer, A> map(A value) {
            return Map.of(1, value);
        }
    }

    static final class Either<T> implements CoMap<T, T, T> {
        @Override
        public T map1(T value) {
            return value;
        }

        @Override
        public T map2(T value) {
            return value;
        }
    }

    record Wrapped<T>(T value) {}

    static final class Wrap<T> implements Mapper<T, Wrapped<T>> {
        @Override
        public Wrapped<T> map(T value) {
            return new Wrapped<>(value);
        }
    }

    static final class Strings extends ArrayList<String> {
        private static final long serialVersionUID = 1;
    }

    private static DataType<?> mapped(Mapper<?, ?> function, DataType<?>... inputs) {
        return TypeInference.outputOf(function, Mapper.class, 1, inputs);
    }

    @Test
    void aNamedClassTellsByItsInterface() {
        assertThat(mapped(new Length())).isEqualTo(Types.INT);
        assertThat(TypeInference.<String>outputOf(new Length(), Mapper.class, 0))
                .isEqualTo(Types.STRING);
    }

    @Test
    void anAnonymousClassTellsWithAllItsBrackets() {
        Mapper<String, Map<String, int[]>> function = new Mapper<>() {
            @Override
            public Map<String, int[]> map(String value) {
                return Map.of();
            }
        };
        assertThat(mapped(function)).isEqualTo(Types.of(new TypeHint<Map<String, int[]>>() {}));
        assertThat(mapped(new Id<List<String>>() {})).isEqualTo(STRINGS);
    }

    @Test
    void aSuperclassTells() {
        assertThat(mapped(new Words())).isEqualTo(STRINGS);
    }

    @Test
    void anInterfaceBetweenTells() {
        assertThat(mapped(new TaggedByNumber<String>(), Types.STRING)).hasToString("Map<Integer, String>");
    }

    @Test
    void whatComesInBindsTheVariablesOfAClass() {
        assertThat(mapped(new Id<String>(), Types.STRING)).isEqualTo(Types.STRING);
        assertThat(mapped(new Id<List<String>>(), STRINGS)).isEqualTo(STRINGS);
        assertThat(mapped(new First<String>(), STRINGS)).isEqualTo(Types.STRING);
        assertThat(mapped(new Wrap<List<String>>(), STRINGS)).hasToString("TypeInferenceTest.Wrapped<List<String>>");
        assertThat(mapped(new Grouped<String, Long>(), Types.of(new TypeHint<Map.Entry<String, Long[]>>() {})))
                .hasToString("Map<String, Optional<Long>>");
    }

    @Test
    void whatComesInMayBeOfASubclassOfWhatTheFunctionTakes() {
        assertThat(mapped(new First<String>(), Types.of(Strings.class))).isEqualTo(Types.STRING);
        assertThat(mapped(new First<Long>(), Types.of(new TypeHint<ArrayList<Long>>() {})))
                .isEqualTo(Types.LONG);
    }

    @Test
    void whatOnlyTheCompilerKnewIsUnknown() {
        assertThat(mapped(new Parse<Long>(), Types.STRING))
                .hasToString("unknown because nothing says which type T of TypeInferenceTest.Parse stands for");
        assertThat(mapped(TypeInferenceTest.<Long>parser()))
                .hasToString("unknown because nothing says which type V of TypeInferenceTest.parser() stands for");
        assertThat(mapped(new Grouped<String, Long>(), Types.STRING).isKnown()).isFalse();
    }

    private static <V> Mapper<String, V> parser() {
        return new Mapper<String, V>() {
            @Override
            public V map(String value) {
                throw new UnsupportedOperationException(value);
            }
        };
    }

    static final class Sorted<T> implements Mapper<Comparator<? super T>, List<T>> {
        @Override
        public List<T> map(Comparator<? super T> value) {
            return List.of();
        }
    }

    @Test
    void aLowerBoundDoesNotBind() {
        assertThat(mapped(new Sorted<Long>(), Types.of(new TypeHint<Comparator<Number>>() {})))
                .hasToString("unknown because nothing says which type T of TypeInferenceTest.Sorted stands for");
    }

    @Test
    void anUnknownInputIsNamedAsAReason() {
        assertThat(mapped(new Id<String>(), DataType.unknown("of the moon")))
                .hasToString("unknown because nothing says which type T of TypeInferenceTest.Id stands for, and what"
                        + " comes in is not known either (because of the moon)");
        assertThat(mapped(new Length(), DataType.unknown("of the moon"))).isEqualTo(Types.INT);
    }

    @Test
    void twoInputsMustAgreeOnAVariable() {
        assertThat(TypeInference.<Object>outputOf(new Either<Long>(), CoMap.class, 2, Types.LONG, Types.LONG))
                .isEqualTo(Types.LONG);
        assertThat(TypeInference.<Object>outputOf(new Either<Number>(), CoMap.class, 2, Types.LONG, Types.INT))
                .hasToString("unknown because T of TypeInferenceTest.Either would be both Long and Integer");
        assertThat(TypeInference.<Object>outputOf(
                        new Either<Long>(), CoMap.class, 2, DataType.unknown("of the moon"), Types.LONG))
                .isEqualTo(Types.LONG);
    }

    @Test
    @SuppressWarnings("rawtypes")
    void aClassWithoutBracketsIsUnknown() {
        Mapper raw = new Mapper() {
            @Override
            public Object map(Object value) {
                return value;
            }
        };
        assertThat(mapped(raw)).hasToString("unknown because Functions.Mapper is written without its type parameters");
        Mapper rawResult = new Mapper<String, List>() {
            @Override
            public List map(String value) {
                return List.of();
            }
        };
        assertThat(mapped(rawResult)).hasToString("unknown because List is written without its type parameters");
    }

    @Test
    void whatAClassCollectsIsKnown() {
        FlatMap<String, Wrapped<String>[]> function = new FlatMap<>() {
            @Override
            public void flatMap(String value, Out<Wrapped<String>[]> out) {}
        };
        assertThat(TypeInference.<Object>outputOf(function, FlatMap.class, 1))
                .hasToString("TypeInferenceTest.Wrapped<String>[]");
    }

    @Test
    void aFunctionOfOneTypeHasThatOfItsInput() {
        Reduce<List<String>> lambda = (left, right) -> left;
        assertThat(TypeInference.<Object>outputOf(lambda, Reduce.class, 0, STRINGS))
                .isEqualTo(STRINGS);
    }

    @Test
    void anotherInterfaceIsRefused() {
        assertThatThrownBy(() -> TypeInference.outputOf(new Length(), FlatMap.class, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not implement dev.selvage.api.type.Functions$FlatMap");
    }
}
