package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"NullAway", "ArrayRecordComponent", "NullOptional"
}) // Fields and elements of users' classes may be null without saying so.
class HolderCodecsTest {
    private final Codecs codecs = new Codecs(HolderCodecsTest.class.getClassLoader());

    private record Point(int x, int y) {}

    private record Path(String name, List<Point> points, Point[] more, int[][] numbers) {}

    private record Node(String name, List<Node> children, Map<String, Node> byName, Optional<Node> next) {}

    private sealed interface Shape permits Circle, Group {}

    private record Circle(double radius) implements Shape {}

    private record Group(List<Shape> shapes) implements Shape {}

    private record Chain(int value, Chain next) {}

    /** Fields of collections' kinds. */
    private static final class Bag {
        List<Instant> list = new ArrayList<>();
        Set<Long> set = new HashSet<>();
        Map<String, List<Integer>> map = new HashMap<>();

        private Bag() {}
    }

    @Test
    void listsAndOtherCollectionsComeBack() {
        RoundTrip.of(new TypeOf<List<String>>() {}.in(codecs), Arrays.asList("a", null, "täxt €"));
        RoundTrip.of(new TypeOf<List<Point>>() {}.in(codecs), Arrays.asList(new Point(1, 2), null));
        RoundTrip.of(new TypeOf<Collection<Long>>() {}.in(codecs), List.of());
        RoundTrip.of(new TypeOf<ArrayList<Long>>() {}.in(codecs), new ArrayList<>(List.of(1L, 2L)));
        RoundTrip.of(new TypeOf<Set<String>>() {}.in(codecs), new HashSet<>(Arrays.asList("a", null)));
        RoundTrip.of(new TypeOf<TreeSet<Integer>>() {}.in(codecs), new TreeSet<>(List.of(3, 1, 2)));
        RoundTrip.of(new TypeOf<EnumSet<DayOfWeek>>() {}.in(codecs), EnumSet.of(DayOfWeek.FRIDAY));
        RoundTrip.of(new TypeOf<List<? extends Set<List<Byte>>>>() {}.in(codecs), List.of(Set.of(List.of((byte) 1))));
        Deque<Integer> deque = new ArrayDeque<>(List.of(1, 2));
        Codec<Deque<Integer>> codec = new TypeOf<Deque<Integer>>() {}.in(codecs);
        ByteOutput out = new ByteOutput(10);
        codec.write(deque, out);
        assertThat(codec.read(new ByteInput(out.toByteArray()))).containsExactly(1, 2);
    }

    @Test
    void mapsComeBack() {
        Map<String, Long> withNull = new HashMap<>();
        withNull.put(null, 1L);
        withNull.put("a", null);
        RoundTrip.of(new TypeOf<Map<String, Long>>() {}.in(codecs), withNull);
        RoundTrip.of(new TypeOf<TreeMap<Integer, Point>>() {}.in(codecs), new TreeMap<>(Map.of(1, new Point(1, 2))));
        RoundTrip.of(
                new TypeOf<ConcurrentHashMap<Integer, String>>() {}.in(codecs),
                new ConcurrentHashMap<>(Map.of(1, "one")));
        RoundTrip.of(
                new TypeOf<EnumMap<DayOfWeek, String>>() {}.in(codecs), new EnumMap<>(Map.of(DayOfWeek.MONDAY, "no")));
    }

    @Test
    void everythingNests() {
        RoundTrip.of(
                codecs.of(Path.class),
                new Path(
                        "p",
                        List.of(new Point(1, 2), new Point(3, 4)),
                        new Point[] {null, new Point(5, 6)},
                        new int[][] {{1, 2}, null, {}}));
        Node leaf = new Node("leaf", List.of(), Map.of(), Optional.empty());
        RoundTrip.of(
                codecs.of(Node.class), new Node("root", List.of(leaf, leaf), Map.of("x", leaf), Optional.of(leaf)));
        RoundTrip.of(codecs.of(Node.class), new Node(null, null, null, null));
        RoundTrip.of(codecs.of(Shape.class), new Group(List.of(new Circle(1), new Group(List.of()), new Circle(2))));
        Bag bag = new Bag();
        bag.list.add(Instant.EPOCH);
        bag.set.add(5L);
        bag.map.put("a", List.of(1));
        RoundTrip.of(codecs.of(Bag.class), bag);
        RoundTrip.of(new TypeOf<Optional<Optional<Long>>>() {}.in(codecs), Optional.of(Optional.of(5L)));
    }

    @Test
    void aCopySharesNothingThatChanges() {
        Codec<List<int[]>> codec = new TypeOf<List<int[]>>() {}.in(codecs);
        List<int[]> value = List.of(new int[] {1});

        List<int[]> copy = codec.copy(value);

        assertThat(copy.get(0)).isEqualTo(value.get(0)).isNotSameAs(value.get(0));
        assertThat(new TypeOf<Optional<Point>>() {}.in(codecs).immutable()).isTrue();
    }

    @Test
    void whatWouldBeLostIsRefusedWithItsPath() {
        record Inner(SortedSet<String> names) {}
        record Outer(List<Inner> inners) {}
        ByteOutput out = new ByteOutput(10);
        Outer outer = new Outer(
                List.of(new Inner(new TreeSet<>()), new Inner(new TreeSet<>(Comparator.<String>reverseOrder()))));

        assertThatThrownBy(() -> codecs.of(Outer.class).write(outer, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("class " + Outer.class.getName())
                .hasMessageContaining("field 'inners[1].names'")
                .hasMessageContaining("java.util.TreeSet")
                .hasMessageContaining("comparator");
        assertThatThrownBy(() -> new TypeOf<TreeMap<String, Long>>() {}.in(codecs)
                        .write(new TreeMap<>(Collections.reverseOrder()), out))
                .isInstanceOf(UnserializableException.class);
    }

    @Test
    void anEndlessChainIsRefusedAndALongOneIsNot() {
        Chain chain = null;
        for (int i = 0; i < 200; i++) {
            chain = new Chain(i, chain);
        }
        Codec<Chain> codec = codecs.of(Chain.class);
        ByteOutput out = new ByteOutput(10);
        codec.write(chain, out);
        assertThat(codec.read(new ByteInput(out.toByteArray()))).isEqualTo(chain);
        Chain longer = chain;
        for (int i = 0; i < 200; i++) {
            longer = new Chain(i, longer);
        }
        Chain tooLong = longer;

        assertThatThrownBy(() -> codec.write(tooLong, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("inside each other");
        byte[] ones = new byte[100_000];
        Arrays.fill(ones, (byte) 1);
        assertThatThrownBy(() -> codec.read(new ByteInput(ones)))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("inside each other");
    }

    /** May hold itself. */
    private static final class Ring {
        private Ring next;
    }

    @Test
    void aRingIsRefused() {
        Ring ring = new Ring();
        ring.next = ring;
        ByteOutput out = new ByteOutput(10);

        assertThatThrownBy(() -> codecs.of(Ring.class).write(ring, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("holds itself");
        assertThatThrownBy(() -> codecs.of(Ring.class).copy(ring))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("holds itself");
        assertThat(ring.next).isSameAs(ring);
    }

    private record Pair<A, B>(A first, B second) {}

    private record Pairs(Pair<Long, List<Long>> pair) {}

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // As careless users cast.
    void aValueOfAnotherClassThanItsTypeSaysIsRefusedWithItsPath() {
        ByteOutput out = new ByteOutput(10);
        Codec<Pairs> codec = codecs.of(Pairs.class);
        Pairs wrongField = new Pairs(new Pair("text", List.of()));
        Pairs wrongElement = new Pairs(new Pair(1L, List.of(1L, 2)));

        assertThatThrownBy(() -> codec.write(wrongField, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("field 'pair.first' holds a value of class java.lang.String");
        assertThatThrownBy(() -> codec.write(wrongElement, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("field 'pair.second[1]'")
                .hasMessageContaining("java.lang.Integer");
        assertThatThrownBy(() -> ((Codec) codec).write("text", out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("java.lang.String");
    }

    @Test
    void nullIsRefusedWhereNothingSaysThatItMayBe() {
        ByteOutput out = new ByteOutput(10);
        for (Class<?> type : List.of(Long.class, Instant.class, int[].class, BigInteger.class, Point[].class)) {
            assertThatThrownBy(() -> codecs.of(type).write(null, out))
                    .isInstanceOf(UnserializableException.class)
                    .hasMessageContaining("null cannot be serialized");
        }
    }

    @Test
    void aSealedTypeIsWrittenWithItsClass() {
        assertThat(codecs.of(Shape.class).schema().text())
                .startsWith("choice " + Shape.class.getName())
                .contains("again " + Shape.class.getName());
        assertThat(codecs.of(Shape.class).usesFallback()).isFalse();
    }
}
