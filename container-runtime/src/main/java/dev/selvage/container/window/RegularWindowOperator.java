package dev.selvage.container.window;

import dev.selvage.api.graph.Operation;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;

/**
 * A template: windows of one length. Each is a space of its key's state, named by its begin; a timer is set with its first
 * record, and another one for its end if it goes on taking records after it has fired.
 */
final class RegularWindowOperator extends WindowOperator {
    private final RegularWindows windows;

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
        store.select(start);
        try {
            boolean first = contents.add(value);
            if (windows.firesAt(start) <= clock.reached()) {
                fire(windows.at(start));
            } else if (first || windows.lateness() > 0) {
                // One that has fired already waits for the same time again where a restart has forgotten how late it is.
                clock.timers().register(windows.firesAt(start));
            }
            if (first && windows.lateness() > 0 && windows.endsAt(start) != Long.MAX_VALUE) {
                clock.timers().register(windows.endsAt(start));
            }
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    @Override
    protected void onTimer(long time) throws Exception {
        long firing = time + 1 - windows.size();
        store.select(firing);
        boolean isThere = !contents.isEmpty();
        if (isThere) {
            fire(windows.at(firing));
        }
        if (windows.lateness() == 0) {
            if (isThere) {
                contents.clear();
            }
            return;
        }
        store.select(firing - windows.lateness());
        if (!contents.isEmpty()) {
            contents.clear();
        }
    }
}
