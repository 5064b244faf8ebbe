package dev.selvage.container.window;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.Timers;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * A template: windows that last while records keep coming. What sessions a key has is kept in its space 0, and what each holds
 * in a space named by a time within the session, which no other session of the key can contain.
 */
final class SessionWindowOperator extends WindowOperator implements Timers.Target {
    private static final int KEYS_OWN = 0;

    private final ListState<Session> sessions;
    private final Timers timers;
    private final long gap;
    private final long lateness;

    /** A session, and the space of its contents. */
    record Session(long start, long end, long space) implements Serializable {
        TimeWindow window() {
            return new TimeWindow(start, end);
        }

        boolean touches(long otherStart, long otherEnd) {
            return start <= otherEnd && otherStart <= end;
        }
    }

    SessionWindowOperator(
            OperatorContext context,
            Outlets outlets,
            Operation.Window operation,
            KeyedStates states,
            WindowFunctions functions,
            Contents contents,
            WindowClock clock,
            long gap) {
        super(context, outlets, operation, states, functions, contents, clock);
        this.timers = clock.isEventTime() ? states.eventTimers() : states.processingTimers();
        this.sessions = states.list(new ListStateDescriptor<>("sessions", Session.class));
        this.gap = gap;
        this.lateness = operation.allowedLateness();
    }

    @Override
    public void process(Object value, long timestamp) {
        requireTimestamp(timestamp);
        long time = clock.timeOf(timestamp);
        List<Session> apart = new ArrayList<>();
        List<Session> joined = new ArrayList<>();
        long start = time;
        long end = endOf(time, gap);
        store.select(KEYS_OWN);
        for (Session session : sessions.get()) {
            if (session.touches(time, endOf(time, gap))) {
                joined.add(session);
                start = Math.min(start, session.start());
                end = Math.max(end, session.end());
            } else {
                apart.add(session);
            }
        }
        if (endOf(end - 1, lateness) <= clock.reached()) {
            skipped(value, timestamp);
            return;
        }
        try {
            add(
                    value,
                    new Session(
                            start, end, joined.isEmpty() ? time : joined.get(0).space()),
                    joined,
                    apart);
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    private void add(Object value, Session session, List<Session> joined, List<Session> apart) throws Exception {
        apart.add(session);
        sessions.update(apart);
        for (Session other : joined) {
            if (other.space() != session.space()) {
                store.select(other.space());
                Object kept = contents.kept();
                contents.clear();
                store.select(session.space());
                contents.merge(kept);
            }
        }
        store.select(session.space());
        contents.add(value);
        long fires = session.end() - 1;
        if (fires <= clock.reached()) {
            fire(session.window());
        } else {
            timers.register(fires);
        }
        long over = endOf(fires, lateness);
        if (over != Long.MAX_VALUE && over != fires) {
            timers.register(over);
        }
    }

    @Override
    protected void fireDue(long now) {
        if (timers.isDue(now)) {
            timers.fire(now, Integer.MAX_VALUE, this);
        }
    }

    @Override
    protected long earliest() {
        return timers.earliest();
    }

    @Override
    public void fire(long time) {
        try {
            fireSessions(time);
        } catch (Throwable thrown) {
            throw inTimer(time, thrown);
        }
    }

    /** Timers of sessions that have grown since find nothing that ends then. */
    private void fireSessions(long time) throws Exception {
        List<Session> left = new ArrayList<>();
        List<Session> firing = new ArrayList<>();
        List<Session> over = new ArrayList<>();
        store.select(KEYS_OWN);
        for (Session session : sessions.get()) {
            if (session.end() - 1 == time) {
                firing.add(session);
            }
            (endOf(session.end() - 1, lateness) == time ? over : left).add(session);
        }
        for (Session session : firing) {
            store.select(session.space());
            fire(session.window());
        }
        if (over.isEmpty()) {
            return;
        }
        for (Session session : over) {
            store.select(session.space());
            contents.clear();
        }
        store.select(KEYS_OWN);
        sessions.update(left);
    }
}
