package dev.selvage.container.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
