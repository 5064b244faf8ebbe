package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was written by a class Old is read as a class New, as if the one had become the other. */
@SuppressWarnings({"NullAway", "ArrayRecordComponent", "UnusedVariable"
}) // Fields and elements of users' classes may be null without saying so.
class EvolutionTest {
    private final Codecs codecs = new Codecs(EvolutionTest.class.getClassLoader());

    private enum OldColor {
        RED,
        GREEN,
        BLUE
    }

    private enum NewColor {
        BLACK,
        BLUE,
        GREEN,
        RED
    }

    private enum FewColors {
        RED
    }

    private record OldInner(int a, String gone) {}

    private record NewInner(String added, int a) {}

    private record OldRecord(
            long id,
            List<OldInner> list,
            Map<String, OldInner> goneMap,
            OldColor color,
            OldInner inner,
            int[] goneArray,
            Object goneAnything,
            OldColor[] goneColors,
            Optional<Instant> optional) {}

    private record NewRecord(
            Optional<Instant> optional,
            boolean added,
            NewInner inner,
            Optional<String> addedOptional,
            List<NewInner> list,
            NewColor color,
            Long id) {}

    private record OldTree(int value, OldTree left, OldTree right, OldShape gone) {}

    private record NewTree(OldTreeNote note, int value, NewTree right, NewTree left) {}

    private record OldTreeNote(String text) {}

    private sealed interface OldShape permits OldCircle, OldPair {}

    private record OldCircle(double radius) implements OldShape {}

    private record OldPair(OldShape one, OldShape other, long gone) implements OldShape {}

    private sealed interface NewShape permits NewAnother, NewCircle, NewPair {}

    private record NewAnother(int x) implements NewShape {}

    private record NewCircle(double radius) implements NewShape {}

    private record NewPair(NewShape other, NewShape one) implements NewShape {}

    private static class OldPojo {
        int kept = 5;
        String gone = "gone";
        List<OldInner> list = new ArrayList<>();
    }

    private static class NewPojo {
        String added = "as in an empty object";
        List<NewInner> list = new ArrayList<>();
        int kept;

        @Override
        public boolean equals(Object other) {
            return other instanceof NewPojo pojo
                    && kept == pojo.kept
                    && added.equals(pojo.added)
                    && list.equals(pojo.list);
        }

        @Override
        public int hashCode() {
            return Objects.hash(added, kept);
        }
    }

    private record OldNumber(long number) {}

    private record NewNumber(int number) {}

    private record OldHolder(String name, List<OldNumber> numbers) {}

    private record NewHolder(String name, List<NewNumber> numbers) {}

    /** Writes some values in a row, and reads them as something else, to the last byte. */
    private <T> List<T> becomes(Class<T> now, Object... before) {
        @SuppressWarnings("unchecked") // Its own class.
        Codec<Object> old = (Codec<Object>)
                (Codec<?>) codecs.of(before[0] instanceof OldShape ? OldShape.class : before[0].getClass());
        ByteOutput out = new ByteOutput(10);
        for (Object value : before) {
            old.write(value, out);
        }
        // As if the class had been renamed back and forth.
        CodecSchema written = CodecSchema.parse(old.schema().text().replace("EvolutionTest$Old", "EvolutionTest$New"));
        ValueReader<? extends T> reader = Evolution.reader(written, codecs.of(now));
        ByteInput in = new ByteInput(out.toByteArray());
        List<T> read = new ArrayList<>();
        for (int i = 0; i < before.length; i++) {
            read.add(reader.read(in));
        }
        assertThat(in.remaining()).isZero();
        for (int limit = 0; limit < out.position; limit++) {
            ByteInput tooShort = new ByteInput(out.bytes, 0, limit);
            assertThatThrownBy(() -> {
                        for (int i = 0; i < before.length; i++) {
                            reader.read(tooShort);
                        }
                    })
                    .isInstanceOf(CorruptDataException.class);
        }
        return read;
    }

    @Test
    void fieldsOfARecordComeAndGo() {
        OldInner inner = new OldInner(7, "x");
        OldRecord full = new OldRecord(
                5,
                Arrays.asList(inner, null),
                Map.of("a", inner),
                OldColor.GREEN,
                inner,
                new int[] {1, 2},
                List.of("anything"),
                new OldColor[] {null, OldColor.RED},
                Optional.of(Instant.EPOCH));
        OldRecord empty = new OldRecord(6, null, null, null, null, null, null, null, Optional.empty());

        NewInner newInner = new NewInner(null, 7);
        assertThat(becomes(NewRecord.class, full, empty, full))
                .containsExactly(
                        new NewRecord(
                                Optional.of(Instant.EPOCH),
                                false,
                                newInner,
                                Optional.empty(),
                                Arrays.asList(newInner, null),
                                NewColor.GREEN,
                                5L),
                        new NewRecord(Optional.empty(), false, null, Optional.empty(), null, null, 6L),
                        new NewRecord(
                                Optional.of(Instant.EPOCH),
                                false,
                                newInner,
                                Optional.empty(),
                                Arrays.asList(newInner, null),
                                NewColor.GREEN,
                                5L));
    }

    private record OldDot(int x, int gone) {}

    private record NewDot(String added, int x) {}

    private record OldBox(OldDot dot, List<OldDot> dots) {}

    private record NewBox(NewDot dot, List<NewDot> dots) {}

    @Test
    void whatAlwaysTookTheSameBytesMayTakeOthersNow() {
        assertThat(codecs.of(OldDot.class)).isInstanceOf(FlatCodec.class);
        OldBox full = new OldBox(new OldDot(1, 2), Arrays.asList(null, new OldDot(3, 4)));

        assertThat(becomes(NewBox.class, full, new OldBox(null, null), full))
                .contains(
                        new NewBox(new NewDot(null, 1), Arrays.asList(null, new NewDot(null, 3))),
                        new NewBox(null, null));
    }

    @Test
    void fieldsOfAClassComeAndGoAndTheNewOnesAreThoseOfAnEmptyObject() {
        OldPojo old = new OldPojo();
        old.list.add(new OldInner(1, null));
        NewPojo wanted = new NewPojo();
        wanted.kept = 5;
        wanted.list.add(new NewInner(null, 1));

        assertThat(becomes(NewPojo.class, old, old)).containsExactly(wanted, wanted);
        assertThat(old.gone).isEqualTo("gone");
    }

    @Test
    void aTypeInsideItselfChangesAllTheWayDown() {
        OldTree leaf = new OldTree(1, null, null, new OldPair(new OldCircle(1), null, 1));
        NewTree newLeaf = new NewTree(null, 1, null, null);

        assertThat(becomes(NewTree.class, new OldTree(2, leaf, new OldTree(3, leaf, null, null), null)))
                .containsExactly(new NewTree(null, 2, new NewTree(null, 3, null, newLeaf), newLeaf));
    }

    @Test
    void aSealedTypeGainsClasses() {
        assertThat(becomes(NewShape.class, new OldPair(new OldCircle(1), new OldPair(null, null, 1), 2)))
                .containsExactly(new NewPair(new NewPair(null, null), new NewCircle(1)));
    }

    @Test
    void aClassThatChangedItsTypeIsRefusedWithClassAndField() {
        assertThatThrownBy(() -> becomes(NewHolder.class, new OldHolder("a", List.of(new OldNumber(1)))))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessage("Class " + NewHolder.class.getName()
                        + " cannot be read from what was written: field 'numbers.number': it was written as long, and"
                        + " is int now. Give it its old type again, or a new name.");
        assertThatThrownBy(() -> Evolution.reader(codecs.of(OldNumber.class).schema(), codecs.of(NewNumber.class)))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("record " + OldNumber.class.getName())
                .hasMessageContaining("record " + NewNumber.class.getName());
    }

    @Test
    void aConstantOrClassThatIsGoneIsRefused() {
        CodecSchema written =
                CodecSchema.parse(codecs.of(OldColor.class).schema().text().replace("OldColor", "FewColors"));

        assertThatThrownBy(() -> Evolution.reader(written, codecs.of(FewColors.class)))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("constant GREEN");
        CodecSchema shapes = CodecSchema.parse(
                codecs.of(NewShape.class).schema().text().replace("EvolutionTest$New", "EvolutionTest$Old"));
        assertThatThrownBy(() -> Evolution.reader(shapes, codecs.of(OldShape.class)))
                .isInstanceOf(IncompatibleSchemaException.class)
                .hasMessageContaining("OldAnother");
    }

    @Test
    void theSameSchemaIsReadByTheCodecItself() {
        Codec<OldRecord> codec = codecs.of(OldRecord.class);

        assertThat(Evolution.reader(CodecSchema.parse(codec.schema().text()), codec))
                .isSameAs(codec);
        assertThat(CodecSchema.parse(codec.schema().text())).isEqualTo(codec.schema());
    }

    @Test
    void aBrokenTextOfASchemaIsToldAsSuch() {
        for (String broken : List.of("", "record a(", "record a(b: )", "list(int 4", "int 4)", "a b c", "\\")) {
            assertThatThrownBy(() -> CodecSchema.parse(broken)).isInstanceOf(CorruptDataException.class);
        }
        assertThat(CodecSchema.parse("a\\(b c\\ d").name()).isEqualTo("c d");
        assertThat(new CodecSchema("a(b", "c d", List.of()).text()).isEqualTo("a\\(b c\\ d");
    }
}
