package dev.selvage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.state.CheckpointedFunction;
import dev.selvage.api.state.FunctionInitializationContext;
import dev.selvage.api.state.FunctionSnapshotContext;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What functions of windows may keep, and what not. */
@SuppressWarnings("NullAway.Init") // Functions are ready after open.
class WindowFunctionsTest {

    /** Counts, in each of its subtasks, the windows that have fired. */
    private static final class Firings implements ProcessWindowFunction<Long, String, Long>, CheckpointedFunction {
        private static final long serialVersionUID = 1;

        private transient ListState<Long> kept;
        private long firings;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            kept = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("firings", Types.LONG));
            kept.get().forEach(before -> firings += before);
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            kept.update(List.of(firings));
        }

        @Override
        public void process(Long key, Context context, Iterable<Long> elements, Collector<String> out) {
            firings++;
            out.collect("firing " + firings);
        }
    }

    @Test
    void functionsOfWindowsMayHaveStateOfTheirSubtask() {
        try (OperatorHarness<Long, String> harness = OperatorHarness.of(
                Long.class,
                numbers -> numbers.keyBy(number -> 0L)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
                        .process(new Firings()))) {
            harness.push(1L, 1).watermark(10);
            harness.restore(harness.snapshot()).push(2L, 12).watermark(20);

            assertThat(harness.output()).containsExactly("firing 1", "firing 2");
        }
    }

    /** Wants what would be gone with the window. */
    private static final class Remembering implements ProcessWindowFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public void open(RuntimeContext context) {
            context.getState(new ValueStateDescriptor<>("last", Types.LONG));
        }

        @Override
        public void process(Long key, Context context, Iterable<Long> elements, Collector<Long> out) {
            elements.forEach(out::collect);
        }
    }

    @Test
    void functionsOfWindowsAreRefusedStateOfTheirKey() {
        try (OperatorHarness<Long, Long> harness = OperatorHarness.of(
                Long.class,
                numbers -> numbers.keyBy(number -> 0L)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
                        .process(new Remembering()))) {
            assertThatThrownBy(() -> harness.push(1L, 1))
                    .hasMessageContaining("asks for the state 'last', but functions of windows have no state")
                    .hasMessageContaining("keep it in a KeyedProcessFunction behind the window");
        }
    }
}
