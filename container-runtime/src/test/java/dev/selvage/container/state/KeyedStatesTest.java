package dev.selvage.container.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.AggregatingState;
import dev.selvage.api.state.AggregatingStateDescriptor;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.MapState;
import dev.selvage.api.state.MapStateDescriptor;
import dev.selvage.api.state.ReducingState;
import dev.selvage.api.state.ReducingStateDescriptor;
import dev.selvage.api.state.StateTtlConfig;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.core.plan.KeyGroupRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Functions get what the API promises, key by key. */
class KeyedStatesTest {
    /** A value of fixed width. */
    record Total(long count, long sum) {}

    /** A value of another width each time, which can change. */
    static final class Notes {
        String text = "";
    }

    private final Codecs codecs = new Codecs(KeyedStatesTest.class.getClassLoader());
    private final KeyedStates states = statesFor(Types.LONG);

    @Test
    void eachKeyHasItsOwnValue() {
        ValueState<Long> count = states.value(new ValueStateDescriptor<>("count", Long.class));
        ValueState<String> name = states.value(new ValueStateDescriptor<>("name", String.class));
        ValueState<Total> total = states.value(new ValueStateDescriptor<>("total", Total.class));
        states.layOut();

        select(1);
        assertThat(count.value()).isNull();
        count.update(10L);
        name.update("one");
        select(2);
        assertThat(name.value()).isNull();
        total.update(new Total(1, 2));

        select(1);
        assertThat(count.value()).isEqualTo(10);
        assertThat(name.value()).isEqualTo("one");
        assertThat(total.value()).isNull();
        select(2);
        assertThat(total.value()).isEqualTo(new Total(1, 2));
        assertThat(states.store().rows()).isEqualTo(2);
    }

    @Test
    @SuppressWarnings("NullAway") // The API says null for no value.
    void aKeyWhoseValuesAreAllForgottenLeavesNothing() {
        ValueState<Long> count = states.value(new ValueStateDescriptor<>("count", Long.class));
        ListState<String> lines = states.list(new ListStateDescriptor<>("lines", String.class));
        states.layOut();
        select(1);
        count.update(1L);
        lines.add("a line");

        count.update(null);
        lines.update(List.of());

        assertThat(states.store().rows()).isZero();
        assertThat(lines.get()).isEmpty();
    }

    @Test
    void listsMapsAndAggregatesHoldWhatIsAdded() {
        ListState<String> lines = states.list(new ListStateDescriptor<>("lines", String.class));
        MapState<String, Long> visits = states.map(new MapStateDescriptor<>("visits", String.class, Long.class));
        ReducingState<Long> greatest =
                states.reducing(new ReducingStateDescriptor<>("greatest", Math::max, Long.class));
        AggregatingState<Long, Double> mean =
                states.aggregating(new AggregatingStateDescriptor<>("mean", new Mean(), Total.class));
        states.layOut();
        select(7);

        lines.addAll(List.of("a", "b"));
        lines.add("c");
        visits.put("here", 1L);
        visits.putAll(Map.of("there", 2L));
        visits.remove("nowhere");
        greatest.add(4L);
        greatest.add(3L);
        mean.add(1L);
        mean.add(2L);

        assertThat(lines.get()).containsExactly("a", "b", "c");
        assertThat(visits.keys()).containsExactly("here", "there");
        assertThat(visits.get("there")).isEqualTo(2);
        assertThat(greatest.get()).isEqualTo(4);
        assertThat(mean.get()).isEqualTo(1.5);
        visits.remove("here");
        visits.remove("there");
        assertThat(visits.isEmpty()).isTrue();
        assertThat(visits.get("here")).isNull();
        mean.clear();
        assertThat(mean.get()).isNull();
    }

    @Test
    void keysThatTheirHashDoesNotTellAreKept() {
        KeyedStates texts = statesFor(Types.STRING);
        ValueState<Long> count = texts.value(new ValueStateDescriptor<>("count", Long.class));
        texts.layOut();
        texts.store().select(5, "one");
        count.update(1L);
        texts.store().select(5, "another with the same hash");
        assertThat(count.value()).isNull();
        count.update(2L);
        texts.store().select(5, "one");
        assertThat(count.value()).isEqualTo(1);
    }

    @Test
    void theHashOfANumberTellsTheKey() {
        states.layOut();
        states.store().select(KeyHash.of(Long.class).hash(42L), null);
        assertThat(states.store().key()).isEqualTo(42L);
    }

    @Test
    void whatHasExpiredIsGone() {
        ValueState<Long> count = states.value(expiring("count", StateTtlConfig.of(Duration.ofMillis(100))));
        ValueState<Long> renewed = states.value(
                expiring("renewed", StateTtlConfig.of(Duration.ofMillis(100)).updateOnReadAndWrite()));
        states.layOut();
        states.time(1000);
        select(1);
        count.update(1L);
        renewed.update(2L);

        states.time(1099);
        select(1);
        assertThat(count.value()).isEqualTo(1);
        assertThat(renewed.value()).isEqualTo(2);

        states.time(1100);
        select(1);
        assertThat(count.value()).isNull();
        assertThat(renewed.value()).isEqualTo(2);
        assertThat(states.store().rows()).isEqualTo(1);

        states.time(1200);
        select(1);
        assertThat(renewed.value()).isNull();
        assertThat(states.store().rows()).isZero();
    }

    @Test
    void keysThatNobodyAsksForExpireToo() {
        ValueState<Long> count = states.value(expiring("count", StateTtlConfig.of(Duration.ofMillis(100))));
        ValueState<String> lasting = states.value(new ValueStateDescriptor<>("lasting", String.class));
        KeyHash hash = KeyHash.of(Long.class);
        states.layOut();
        for (long key = 0; key < 10_000; key++) {
            states.time(key / 100);
            select(hash.hash(key));
            count.update(key);
            if (key % 100 == 0) {
                lasting.update("for ever");
            }
        }
        for (int turn = 0; turn < 200; turn++) {
            states.time(150);
        }
        assertThat(states.store().rows()).isEqualTo(4_900 + 51);
        for (int turn = 0; turn < 200; turn++) {
            states.time(1000);
        }
        assertThat(states.store().rows()).isEqualTo(100);
        select(hash.hash(100L));
        assertThat(count.value()).isNull();
        assertThat(lasting.value()).isEqualTo("for ever");
    }

    @Test
    void whatASnapshotMayReadIsCopiedBeforeTheFunctionGetsIt() {
        ValueState<Notes> notes = states.value(new ValueStateDescriptor<>("notes", Notes.class));
        states.layOut();
        select(1);
        Notes first = new Notes();
        notes.update(first);
        assertThat(notes.value()).isSameAs(first);

        FrozenKeyedStates snapshot = states.freeze();
        select(1);
        Notes copy = notes.value();
        assertThat(copy).isNotSameAs(first);
        assertThat(notes.value()).isSameAs(copy);

        snapshot.done();
        assertThat(notes.value()).isSameAs(copy);
        states.freeze().done();
        assertThat(notes.value()).isSameAs(copy);
    }

    @Test
    void oneStateAskedForTwiceIsOneState() {
        ValueState<Long> count = states.value(new ValueStateDescriptor<>("count", Long.class));
        assertThat(states.value(new ValueStateDescriptor<>("count", Long.class)))
                .isSameAs(count);
        assertThatThrownBy(() -> states.value(new ValueStateDescriptor<>("count", String.class)))
                .hasMessageContaining("'count' of 'counter'")
                .hasMessageContaining("different names");
        assertThatThrownBy(() -> states.list(new ListStateDescriptor<>("count", Long.class)))
                .hasMessageContaining("different names");
    }

    @Test
    void whatCannotBeIsRefusedWithASentence() {
        assertThatThrownBy(() -> states.value(new ValueStateDescriptor<>(
                        "count", DataType.<Long>unknown("a lambda keeps no type parameters"))))
                .hasMessageContaining("'count' of 'counter' is not known because a lambda keeps no type parameters");
        ValueState<Long> early = states.value(new ValueStateDescriptor<>("early", Long.class));
        assertThatThrownBy(early::value).hasMessageContaining("where there is no key");
        states.layOut();
        assertThatThrownBy(() -> early.update(1L)).hasMessageContaining("where there is no key");
        assertThatThrownBy(() -> states.value(new ValueStateDescriptor<>("late", Long.class)))
                .hasMessageContaining("'late' of 'counter' is asked for after open()");
    }

    private static ValueStateDescriptor<Long> expiring(String name, StateTtlConfig config) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>(name, Long.class);
        descriptor.enableTimeToLive(config);
        return descriptor;
    }

    private KeyedStates statesFor(DataType<?> keyType) {
        return new KeyedStates("counter", keyType, codecs, new StateClasses(), new KeyGroupRange(0, 7), 8, false);
    }

    private void select(long hash) {
        states.store().select(hash, null);
    }

    /** Counts and sums. */
    private static final class Mean implements AggregateFunction<Long, Total, Double> {
        private static final long serialVersionUID = 1;

        @Override
        public Total createAccumulator() {
            return new Total(0, 0);
        }

        @Override
        public Total add(Long value, Total so) {
            return new Total(so.count() + 1, so.sum() + value);
        }

        @Override
        public Double getResult(Total so) {
            return (double) so.sum() / so.count();
        }

        @Override
        public Total merge(Total one, Total other) {
            return new Total(one.count() + other.count(), one.sum() + other.sum());
        }
    }
}
