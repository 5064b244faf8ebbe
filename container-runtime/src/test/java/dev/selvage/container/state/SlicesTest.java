package dev.selvage.container.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.state.Slices.Slice;
import dev.selvage.core.plan.KeyGroupRange;
import org.junit.jupiter.api.Test;

/** How large slices begin, which no result shows. */
class SlicesTest {
    private static final int MANY = 10_000;

    private final KeyedStates states = new KeyedStates(
            "windows",
            Types.LONG,
            new Codecs(SlicesTest.class.getClassLoader()),
            new StateClasses(),
            new KeyGroupRange(0, 0),
            1,
            false);
    private final Slices slices = states.slices();
    private final ValueState<Long> value = states.value(new ValueStateDescriptor<>("value", Long.class));

    SlicesTest() {
        states.layOut();
    }

    private Slice filled(Slice slice, int keys) {
        for (int key = 0; key < keys; key++) {
            states.store().select(key, null);
            value.update(1L);
        }
        return slice;
    }

    private int room(long start) {
        return slices.table(start).slots(0);
    }

    @Test
    void aSliceBeginsAsLargeAsTheOneBeforeItCame() {
        slices.enter(0);
        int small = room(0);
        slices.drop(filled(slices.enter(0), MANY));

        slices.enter(100);

        assertThat(small).isLessThan(MANY);
        assertThat(room(100)).isGreaterThan(MANY);
    }

    @Test
    void whatComesLateNeedsNoRoomAndSaysNothingOfWhatComesNext() {
        slices.drop(filled(slices.enter(0), MANY));

        Slice late = filled(slices.enterLate(0), 1);
        assertThat(room(0)).isLessThan(MANY);
        slices.drop(late);

        slices.enter(100);
        assertThat(room(100)).isGreaterThan(MANY);
    }

    @Test
    void aSliceThatIsThereTakesWhatComesLate() {
        Slice slice = filled(slices.enter(0), 3);

        assertThat(slices.enterLate(0)).isSameAs(slice);
        assertThat(slices.rows()).isEqualTo(3);
    }
}
