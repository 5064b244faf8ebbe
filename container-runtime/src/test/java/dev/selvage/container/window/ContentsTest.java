package dev.selvage.container.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What a window comes to is its function's affair. */
class ContentsTest {
    /** Counts, and has nothing to say about it. */
    private static final class Silent implements AggregateFunction<Object, Object, Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object createAccumulator() {
            return 0L;
        }

        @Override
        public Object add(Object value, Object accumulator) {
            return (Long) accumulator + 1;
        }

        @Override
        @SuppressWarnings("NullAway") // As users do it.
        public Object getResult(Object accumulator) {
            return null;
        }

        @Override
        public Object merge(Object one, Object other) {
            return (Long) one + (Long) other;
        }
    }

    @Test
    @SuppressWarnings("unchecked") // A number is an object.
    void anAggregateMayComeToNull() throws Exception {
        KeyedStates states = new KeyedStates(
                "window",
                Types.LONG,
                new Codecs(getClass().getClassLoader()),
                new StateClasses(),
                new KeyGroupRange(0, 0),
                1,
                false);
        ValueState<?> accumulator = states.value(new ValueStateDescriptor<>("contents", Types.LONG));
        Contents contents =
                new AggregatedContents(new Silent(), (ValueState<Object>) accumulator, UnaryOperator.identity());
        states.layOut();
        states.store().select(7, null);
        contents.add("record");

        assertThat(contents.result()).containsOnlyNulls();
    }
}
