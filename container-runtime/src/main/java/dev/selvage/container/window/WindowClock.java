package dev.selvage.container.window;

import dev.selvage.api.time.TimeDomain;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.Timers;
import dev.selvage.container.time.TaskClock;

/** The clock that closes an operator's windows, which is that of the records or that of the machine. */
final class WindowClock {
    private final boolean isEventTime;
    private final Timers timers;
    private final TaskClock wall;
    private long watermark = Event.BEFORE_ALL_TIME;

    WindowClock(TimeDomain domain, KeyedStates states, TaskClock wall) {
        this.isEventTime = domain == TimeDomain.EVENT_TIME;
        this.timers = isEventTime ? states.eventTimers() : states.processingTimers();
        this.wall = wall;
    }

    boolean isEventTime() {
        return isEventTime;
    }

    Timers timers() {
        return timers;
    }

    /** How far the clock has come: windows that end up to here have fired. By the wall, windows are closed by timers alone. */
    long reached() {
        return isEventTime ? watermark : Event.BEFORE_ALL_TIME;
    }

    long watermark() {
        return watermark;
    }

    long processingTime() {
        return wall.nowMillis();
    }

    void watermark(long millis) {
        watermark = millis;
    }

    /** Where in time a record stands that has this timestamp. */
    long timeOf(long timestamp) {
        return isEventTime ? timestamp : wall.nowMillis();
    }
}
