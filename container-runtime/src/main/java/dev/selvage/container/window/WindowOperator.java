package dev.selvage.container.window;

import dev.selvage.api.OutputTag;
import dev.selvage.api.function.Collector;
import dev.selvage.api.function.ProcessWindowFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.metric.Counter;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.OperatorFailure;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.operator.function.FunctionOperator;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.KeyedStore;
import org.jspecify.annotations.Nullable;

/** What all windows have in common: a clock that fires them, what happens then, and what becomes of records that are late. */
abstract class WindowOperator extends FunctionOperator implements Collector<Object>, ProcessWindowFunction.Context {
    protected static final TimeWindow NO_WINDOW = new TimeWindow(0, 0);

    private final @Nullable ProcessWindowFunction<Object, Object, Object> through;
    private final String lateOutput;
    private final long lateness;
    private final Counter dropped;
    protected final KeyedStore store;
    protected final Contents contents;
    protected final WindowClock clock;
    private TimeWindow window = NO_WINDOW;

    WindowOperator(
            OperatorContext context,
            Outlets outlets,
            Operation.Window operation,
            KeyedStates states,
            WindowFunctions functions,
            Contents contents,
            WindowClock clock) {
        super(context, outlets, functions);
        this.through = functions.through();
        this.lateOutput = operation.lateOutput();
        this.lateness = operation.allowedLateness();
        this.dropped = context.getMetricGroup().counter("numLateRecordsDropped");
        this.store = states.store();
        this.contents = contents;
        this.clock = clock;
    }

    /** The clock has come so far: windows that end by then fire, and those that are over are forgotten. */
    protected abstract void fireDue(long now);

    /** When the clock has to tell the operator at the latest. */
    protected abstract long earliest();

    @Override
    public void watermark(long millis) {
        clock.watermark(millis);
        if (clock.isEventTime()) {
            fireDue(millis);
        }
        super.watermark(millis);
    }

    @Override
    public void processingTime(long millis) {
        if (!clock.isEventTime()) {
            fireDue(millis);
        }
    }

    @Override
    public long wakeAtMillis() {
        return clock.isEventTime() ? Long.MAX_VALUE : earliest();
    }

    /** Lets the selected window come to something. */
    protected final void fire(TimeWindow firing) throws Exception {
        // Many keys fire together, and a reference that is written costs.
        if (!window.equals(firing)) {
            window = firing;
        }
        if (through == null) {
            for (Object result : contents.result()) {
                collect(result);
            }
        } else {
            through.process(store.key(), this, contents.result(), this);
        }
    }

    /** A record that no window takes any more. It is late only if its own time is past, too. */
    protected final void skipped(Object value, long timestamp) {
        boolean isLate = clock.isEventTime() && endOf(timestamp, lateness) <= clock.reached();
        if (!isLate) {
            return;
        }
        if (lateOutput.isEmpty()) {
            dropped.inc();
        } else {
            outlets().side(lateOutput, value, timestamp);
        }
    }

    /** So much later, but not behind the end of time. */
    static long endOf(long time, long later) {
        long end = time + later;
        return end >= time ? end : Long.MAX_VALUE;
    }

    @Override
    public final void collect(Object record) {
        next.process(record, window.maxTimestamp());
    }

    @Override
    public final TimeWindow window() {
        return window;
    }

    @Override
    public final long currentProcessingTime() {
        return clock.processingTime();
    }

    @Override
    public final long currentWatermark() {
        return clock.watermark();
    }

    @Override
    public final <T> void output(OutputTag<T> tag, T record) {
        outlets().side(tag.getId(), record, window.maxTimestamp());
    }

    /** Event-time windows need records that say when they happened. */
    protected final void requireTimestamp(long timestamp) {
        if (clock.isEventTime()) {
            requireTimestamp(name(), timestamp);
        }
    }

    static void requireTimestamp(String operator, long timestamp) {
        if (timestamp == Batch.NO_TIMESTAMP) {
            throw OperatorFailure.of(
                    operator,
                    new IllegalStateException(
                            "Wanted a record with a timestamp for a window of event time, found one without: give the source a"
                                    + " WatermarkStrategy with a timestamp assigner, or call assignTimestampsAndWatermarks."));
        }
    }
}
