package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // Fields of users' classes may be null without saying so.
class RecordCodecTest {
    private final Codecs codecs = new Codecs(RecordCodecTest.class.getClassLoader());

    private record Flat(long key, long value, long eventTime) {}

    private record AllPrimitives(boolean z, byte b, short s, char c, int i, long l, float f, double d) {}

    private record WithText(int number, String text) {}

    private record Outer(Flat flat, WithText withText, Long boxed) {}

    private record Pair<A, B>(A first, B second) {}

    private record Bound(Pair<Long, Pair<String, Integer>> pairs) {}

    private record Tree(int value, Tree left, Tree right) {}

    private record Empty() {}

    /** Made empty and filled. */
    private static class Animal {
        int legs;
    }

    private static final class Cat extends Animal {
        private String name = "";
        private long age;
        private Flat flat;

        private Cat() {}

        Cat(int legs, String name, long age) {
            this.legs = legs;
            this.name = name;
            this.age = age;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Cat cat
                    && legs == cat.legs
                    && name.equals(cat.name)
                    && age == cat.age
                    && Objects.equals(flat, cat.flat);
        }

        @Override
        public int hashCode() {
            return name.hashCode();
        }
    }

    /** Has two fields of a name. */
    @SuppressWarnings({"HidingField", "UnusedVariable"}) // Read by what compares.
    private static final class Lynx extends Animal {
        String legs = "";
    }

    @Test
    void aRecordOfPrimitivesIsFlat() {
        Codec<Flat> codec = codecs.of(Flat.class);

        assertThat(codec).isInstanceOf(FlatCodec.class);
        assertThat(((FlatCodec<Flat>) codec).width()).isEqualTo(24);
        Random random = new Random(1);
        for (int i = 0; i < 100; i++) {
            RoundTrip.of(codec, new Flat(random.nextLong(), random.nextLong(), random.nextLong()));
        }
    }

    @Test
    void everyPrimitiveIsAPart() {
        Codec<AllPrimitives> codec = codecs.of(AllPrimitives.class);

        RoundTrip.of(codec, new AllPrimitives(true, (byte) -1, (short) -2, 'c', -4, Long.MIN_VALUE, Float.NaN, -0.0));
        RoundTrip.of(codec, new AllPrimitives(false, (byte) 0, (short) 0, '\uFFFF', 0, 0, 0, Double.MIN_VALUE));
    }

    @Test
    void fieldsMayBeNull() {
        Codec<Outer> codec = codecs.of(Outer.class);

        RoundTrip.of(codec, new Outer(null, null, null));
        RoundTrip.of(codec, new Outer(new Flat(1, 2, 3), new WithText(1, null), 4L));
        RoundTrip.of(codec, new Outer(null, new WithText(1, "täxt €"), null));
    }

    @Test
    void aRecordAsSuchMayNotBeNull() {
        ByteOutput out = new ByteOutput(100);

        assertThatThrownBy(() -> codecs.of(Flat.class).write(null, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("null cannot be serialized");
        assertThatThrownBy(() -> codecs.of(WithText.class).write(null, out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("null cannot be serialized");
    }

    @Test
    void typeParametersAreBound() {
        Codec<Bound> codec = codecs.of(Bound.class);

        RoundTrip.of(codec, new Bound(new Pair<>(1L, new Pair<>("two", 3))));
        RoundTrip.of(codec, new Bound(new Pair<>(null, null)));
    }

    @Test
    void aTypeMayHoldItself() {
        RoundTrip.of(
                codecs.of(Tree.class),
                new Tree(1, new Tree(2, null, null), new Tree(3, new Tree(4, null, null), null)));
    }

    @Test
    void anEmptyRecordTakesNothing() {
        assertThat(RoundTrip.of(codecs.of(Empty.class), new Empty())).isEmpty();
    }

    @Test
    void aClassIsFilledFieldByField() {
        Codec<Cat> codec = codecs.of(Cat.class);
        Cat cat = new Cat(4, "Minka", 7);

        RoundTrip.of(codec, cat);
        cat.flat = new Flat(1, 2, 3);
        RoundTrip.of(codec, cat);
        assertThat(codec.immutable()).isFalse();
        assertThat(codec.copy(cat)).isEqualTo(cat).isNotSameAs(cat);
    }

    @Test
    void aFieldMayHideOneOfItsSuperclass() {
        Codec<Lynx> codec = codecs.of(Lynx.class);
        Lynx lynx = new Lynx();
        lynx.legs = "four";
        ((Animal) lynx).legs = 4;

        RoundTrip.of(codec, lynx);
        assertThat(codec.schema().text())
                .isEqualTo("class " + Lynx.class.getName() + "(legs: int 4, Lynx.legs: string text)");
    }

    @Test
    void aSubclassWhoseFieldsWouldBeLostIsRefused() {
        ByteOutput out = new ByteOutput(100);

        assertThatThrownBy(() -> codecs.of(Animal.class).write(new Cat(4, "Minka", 7), out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("value of class " + Cat.class.getName())
                .hasMessageContaining("Declare the type abstract or sealed");
    }

    @Test
    void equalTypesShareACodecAndFreshOnesDoNot() {
        assertThat(codecs.of(Flat.class)).isSameAs(codecs.of(Flat.class));
        assertThat(codecs.fresh(Flat.class).getClass())
                .isNotSameAs(codecs.of(Flat.class).getClass());
    }
}
