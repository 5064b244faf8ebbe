package dev.selvage.container.window;

import dev.selvage.api.graph.Operation;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
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
 * in a space of its own: that of a key's only session is space 0 as well, so that a record finds both at once; another one's is
 * named by a time within it, which no other session of the key can contain.
 *
 * <p>A session that grows leaves its timer where it is. When that fires too early the session sets the next one: so it has
 * one timer per gap, and not one per record.
 */
final class SessionWindowOperator extends WindowOperator implements Timers.Target {
    private static final int KEYS_OWN = 0;

    /** Of a session from a checkpoint that did not tell yet when it is looked at: it has timers for all that becomes of it. */
    private static final long UNKNOWN = 0;

    private final ValueState<List<Session>> sessions;
    private final Timers timers;
    private final long gap;
    private final long lateness;

    /**
     * A session.
     *
     * @param space of its contents
     * @param lookedAt when a timer looks at it next, not later than something becomes of it
     */
    record Session(long start, long end, long space, long lookedAt) implements Serializable {
        TimeWindow window() {
            return new TimeWindow(start, end);
        }

        boolean touches(long otherStart, long otherEnd) {
            return start <= otherEnd && otherStart <= end;
        }

        /** The watermark that fires it. */
        long fires() {
            return end - 1;
        }

        Session lookedAt(long time) {
            return new Session(start, end, space, time);
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
        this.sessions = states.value(new ValueStateDescriptor<>("sessions", Types.listOf(Types.of(Session.class))));
        this.gap = gap;
        this.lateness = operation.allowedLateness();
    }

    @Override
    public void process(Object value, long timestamp) {
        requireTimestamp(timestamp);
        long time = clock.timeOf(timestamp);
        long reach = endOf(time, gap);
        long start = time;
        long end = reach;
        store.select(KEYS_OWN);
        List<Session> all = sessions.value();
        int count = all == null ? 0 : all.size();
        for (int i = 0; i < count; i++) {
            Session session = all.get(i);
            if (session.touches(time, reach)) {
                start = Math.min(start, session.start());
                end = Math.max(end, session.end());
            }
        }
        if (endOf(end - 1, lateness) <= clock.reached()) {
            skipped(value, timestamp);
            return;
        }
        try {
            add(value, count == 0 ? begin(time, reach) : join(all, time, start, end));
        } catch (Throwable thrown) {
            throw failure(thrown);
        }
    }

    /** The key's first session. */
    private Session begin(long time, long end) {
        Session first = expected(new Session(time, end, KEYS_OWN, Long.MAX_VALUE));
        List<Session> all = new ArrayList<>(1);
        all.add(first);
        sessions.update(all);
        return first;
    }

    /** The session of a record at this time among those of its key: all that it touches become one. */
    private Session join(List<Session> all, long time, long start, long end) throws Exception {
        long reach = endOf(time, gap);
        int place = -1;
        for (int i = 0; i < all.size(); i++) {
            Session session = all.get(i);
            if (!session.touches(time, reach)) {
                continue;
            }
            if (place < 0) {
                place = i;
                all.set(i, new Session(start, end, session.space(), session.lookedAt()));
            } else {
                Session into = all.get(place);
                moveContents(session.space(), into.space());
                all.set(place, into.lookedAt(Math.min(into.lookedAt(), session.lookedAt())));
                all.remove(i--);
            }
        }
        if (place < 0) {
            // Space 0 may be another session's; no other session of the key contains the next millisecond either.
            long space = time == KEYS_OWN ? time + 1 : time;
            place = all.size();
            all.add(new Session(start, end, space, Long.MAX_VALUE));
        }
        Session session = expected(all.get(place));
        all.set(place, session);
        return session;
    }

    private void moveContents(long from, long to) throws Exception {
        store.select(from);
        Object kept = contents.kept();
        contents.clear();
        store.select(to);
        contents.merge(kept);
    }

    private void add(Object value, Session session) throws Exception {
        store.select(session.space());
        contents.add(value);
        if (session.fires() <= clock.reached()) {
            fire(session.window());
        }
    }

    /** The session with a timer that comes in time for what becomes of it next; the present key is its own. */
    private Session expected(Session session) {
        long fires = session.fires();
        long next = fires > clock.reached() ? fires : endOf(fires, lateness);
        boolean hasTimer = session.lookedAt() <= next && session.lookedAt() != UNKNOWN;
        return hasTimer ? session : timed(session, next);
    }

    private Session timed(Session session, long time) {
        // What is behind the end of time never comes.
        if (time != Long.MAX_VALUE) {
            timers.register(time);
        }
        return session.lookedAt(time == UNKNOWN ? UNKNOWN - 1 : time);
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
            look(time);
        } catch (Throwable thrown) {
            throw inTimer(time, thrown);
        }
    }

    /** Fires the session of the key that ends now, forgets the one that is over, and sets timers anew that came too early. */
    private void look(long time) throws Exception {
        store.select(KEYS_OWN);
        List<Session> all = sessions.value();
        if (all == null) {
            return;
        }
        for (int i = all.size() - 1; i >= 0; i--) {
            Session session = all.get(i);
            long fires = session.fires();
            long over = endOf(fires, lateness);
            // One that fired before a restore is looked at later: this timer is another one's.
            boolean isAwaited = session.lookedAt() <= time || session.lookedAt() == UNKNOWN;
            if (fires == time && isAwaited) {
                store.select(session.space());
                fire(session.window());
            }
            if (over == time) {
                store.select(session.space());
                contents.clear();
                all.remove(i);
            } else if (session.lookedAt() <= time && session.lookedAt() != UNKNOWN) {
                all.set(i, timed(session, fires > time ? fires : over));
            }
        }
        store.select(KEYS_OWN);
        if (all.isEmpty()) {
            sessions.clear();
        }
    }
}
