package dev.selvage.container.window;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.Slices;
import dev.selvage.container.state.Slices.Slice;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A template: windows of one length. Each is a slice of state, named by its begin, and fires as a whole: no key needs a
 * timer. Where windows take late records, each key remembers that it has fired, so that it does not fire again after a
 * restore; otherwise what is there has not fired, since a slice is dropped when it has.
 */
final class RegularWindowOperator extends WindowOperator implements Runnable {
    private final RegularWindows windows;
    private final Slices slices;
    private final @Nullable ValueState<Boolean> fired;
    /** No slice fires or is over before. What a checkpoint had is looked at when the clock tells the time first. */
    private long nextDue = Long.MIN_VALUE;

    private TimeWindow firing = NO_WINDOW;

    RegularWindowOperator(
            OperatorContext context,
            Outlets outlets,
            Operation.Window operation,
            KeyedStates states,
            WindowFunctions functions,
            Contents contents,
            WindowClock clock,
            RegularWindows windows) {
        super(context, outlets, operation, states, functions, contents, clock);
        this.windows = windows;
        this.slices = states.slices();
        this.fired = windows.lateness() > 0 ? states.value(new ValueStateDescriptor<>("fired", Boolean.class)) : null;
    }

    @Override
    public void process(Object value, long timestamp) {
        requireTimestamp(timestamp);
        long time = clock.timeOf(timestamp);
        boolean taken = false;
        for (long start = windows.lastStart(time); windows.reaches(start, time); start -= windows.slide()) {
            if (!windows.isOver(start, clock.reached())) {
                taken = true;
                add(value, start);
            }
        }
        if (!taken) {
            skipped(value, timestamp);
        }
    }

    private void add(Object value, long start) {
        long fires = windows.firesAt(start);
        boolean late = fires <= clock.reached();
        Slice slice = late ? slices.enterLate(start) : slices.enter(start);
        try {
            contents.add(value);
            if (late) {
                firing = windows.at(start);
                fireKey();
                nextDue = Math.min(nextDue, windows.endsAt(start));
                return;
            }
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
        if (fired != null) {
            fired.clear();
        }
        slice.read(false);
        nextDue = Math.min(nextDue, fires);
    }

    @Override
    protected void fireDue(long now) {
        if (nextDue > now) {
            return;
        }
        // A copy, since slices are dropped meanwhile.
        List<Slice> present = new ArrayList<>(slices.all());
        for (Slice slice : present) {
            if (!slice.isRead() && windows.firesAt(slice.start()) <= now) {
                firing = windows.at(slice.start());
                slice.read(true);
                slices.forEachKey(slice, this);
            }
            if (windows.endsAt(slice.start()) <= now) {
                slices.drop(slice);
            }
        }
        findNextDue();
    }

    private void findNextDue() {
        long earliest = Long.MAX_VALUE;
        for (Slice slice : slices.all()) {
            long start = slice.start();
            earliest = Math.min(earliest, slice.isRead() ? windows.endsAt(start) : windows.firesAt(start));
        }
        nextDue = earliest;
    }

    /** Fires what the present key has in the slice that is due, unless it has fired. */
    @Override
    public void run() {
        if (fired == null || fired.value() == null) {
            try {
                fireKey();
            } catch (Throwable thrown) {
                throw inTimer(firing.maxTimestamp(), thrown);
            }
        }
    }

    private void fireKey() throws Exception {
        if (contents.isEmpty()) {
            return;
        }
        fire(firing);
        if (fired != null) {
            fired.update(true);
        }
    }

    @Override
    protected long earliest() {
        return nextDue;
    }
}
