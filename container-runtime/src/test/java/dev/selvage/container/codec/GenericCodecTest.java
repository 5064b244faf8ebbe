package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

@SuppressWarnings("NullAway") // Fields and elements of users' classes may be null without saying so.
class GenericCodecTest {
    private final Codecs codecs = new Codecs(GenericCodecTest.class.getClassLoader());

    /** Neither a record nor to be made empty. */
    private static final class Sealed {
        private final String name;
        private final List<Object> parts;

        Sealed(String name, List<Object> parts) {
            this.name = name;
            this.parts = parts;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Sealed sealed && name.equals(sealed.name) && parts.equals(sealed.parts);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, parts);
        }
    }

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private abstract static class Event {
        long at;
    }

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private static final class Click extends Event {
        String page = "";
    }

    private record Holder(Event event, Object anything, int number) {}

    private record Running(Object thread) {}

    @Test
    void anyClassComesBack() {
        RoundTrip.of(codecs.of(Sealed.class), new Sealed("a", new ArrayList<>(List.of("x", 1, 2L))));
        RoundTrip.of(codecs.of(Locale.class), Locale.GERMANY);
        Click click = new Click();
        click.at = 5;
        click.page = "home";
        RoundTrip.of(codecs.of(Holder.class), new Holder(click, List.of(1, "two", Map.of("a", 1)), 7));
        RoundTrip.of(codecs.of(Holder.class), new Holder(null, null, 7));
        RoundTrip.of(new TypeOf<List<Object>>() {}.in(codecs), Arrays.asList(1, "a", null, Arrays.asList(1, 2)));
        RoundTrip.of(codecs.of(SimpleDateFormat.class), new SimpleDateFormat("yyyy", Locale.ROOT));
        RoundTrip.of(codecs.of(Object.class), Collections.unmodifiableList(Arrays.asList(1, "a")));
        Codec<AtomicLong> codec = codecs.of(AtomicLong.class);
        ByteOutput out = new ByteOutput(10);
        codec.write(new AtomicLong(5), out);
        assertThat(codec.read(new ByteInput(out.toByteArray()))).hasValue(5);
    }

    @Test
    void itIsFlagged() {
        assertThat(codecs.of(Holder.class).usesFallback()).isTrue();
        assertThat(codecs.of(Holder.class).schema().text())
                .isEqualTo("record " + Holder.class.getName() + "(event: generic " + Event.class.getName()
                        + ", anything: generic java.lang.Object, number: int 4)");
        assertThat(new TypeOf<Map<String, List<Sealed>>>() {}.in(codecs).usesFallback())
                .isTrue();
    }

    @Test
    void whatCannotBeWrittenIsToldWithClassAndField() {
        ByteOutput out = new ByteOutput(10);

        assertThatThrownBy(() -> codecs.of(Running.class).write(new Running(new Thread(() -> {})), out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("class " + Running.class.getName())
                .hasMessageContaining("field 'thread'")
                .hasMessageContaining("java.lang.Thread");
        assertThatThrownBy(() -> codecs.of(StringJoiner.class).write(new StringJoiner("-"), out))
                .isInstanceOf(UnserializableException.class)
                .hasMessageContaining("java.util.StringJoiner");
        RoundTrip.of(codecs.of(Holder.class), new Holder(new Click(), "still good", 7));
    }

    @Test
    void aChangedByteIsNoticed() {
        byte[] bytes = RoundTrip.of(codecs.of(Sealed.class), new Sealed("name", List.of("part")));

        for (int i = 0; i < bytes.length; i++) {
            byte[] broken = bytes.clone();
            broken[i] ^= 4;
            assertThatThrownBy(() -> codecs.of(Sealed.class).read(new ByteInput(broken)))
                    .isInstanceOf(CorruptDataException.class);
        }
    }

    private enum OldColor {
        RED,
        BLUE
    }

    private enum NewColor {
        BLUE,
        RED
    }

    private record OldPart(long gone, String name, int number) {}

    private record NewPart(int number, boolean added, String name) {}

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private static final class OldThing {
        private final List<String> gone = new ArrayList<>(List.of("x"));
        private final int kept;
        private final OldPart part = new OldPart(1, "n", 2);
        private final OldColor color = OldColor.RED;

        private OldThing(int kept) {
            this.kept = kept;
        }
    }

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private static final class NewThing {
        private final NewColor color = NewColor.RED;
        private final String added;
        private final int kept;
        private final NewPart part = new NewPart(2, false, "n");

        private NewThing(int kept, String added) {
            this.kept = kept;
            this.added = added;
        }
    }

    @Test
    void classesRecordsAndConstantsMayChangeWithinIt() {
        ByteOutput out = new ByteOutput(10);
        codecs.of(OldThing.class).write(new OldThing(7), out);

        Object read = codecs.of(NewThing.class).read(new ByteInput(renamed(out)));

        assertThat(read).usingRecursiveComparison().isEqualTo(new NewThing(7, null));
    }

    private record OldMisfit(Event event, OldSized sized) {}

    private record NewMisfit(Event event, NewSized sized) {}

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private static final class OldSized {
        private final int size;

        private OldSized(int size) {
            this.size = size;
        }
    }

    @SuppressWarnings("UnusedVariable") // Read by what compares.
    private static final class NewSized {
        private final String size;

        private NewSized(String size) {
            this.size = size;
        }
    }

    @Test
    void aFieldThatChangedItsTypeWithinItIsRefusedByName() {
        ByteOutput out = new ByteOutput(10);
        codecs.of(Object.class).write(new OldMisfit(null, new OldSized(5)), out);

        assertThatThrownBy(() -> codecs.of(Object.class).read(new ByteInput(renamed(out))))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("NewSized#size");
        assertThat(new NewMisfit(null, new NewSized("")).sized().size).isEmpty();
    }

    /** The bytes as if all classes that are called Old had been called New. */
    private static byte[] renamed(ByteOutput out) {
        ByteInput in = new ByteInput(out.toByteArray());
        int count = in.readVarInt();
        in.readInt();
        int from = in.position;
        String text = new String(in.bytes, from, count, StandardCharsets.ISO_8859_1);
        byte[] body = text.replace("$Old", "$New").getBytes(StandardCharsets.ISO_8859_1);
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        ByteOutput renamed = new ByteOutput(10);
        renamed.writeVarInt(count);
        renamed.writeInt((int) checksum.getValue());
        renamed.writeBytes(body, 0, count);
        return renamed.toByteArray();
    }
}
