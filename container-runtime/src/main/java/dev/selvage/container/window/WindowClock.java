package dev.selvage.container.window;

import dev.selvage.api.time.TimeDomain;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.time.TaskClock;

/** The clock that closes an operator's windows, which is that of the records or that of the machine. */
final class WindowClock {
    private final boolean isEventTime;
    private final TaskClock wall;
    private long watermark = Event.BEFORE_ALL_TIME;

    WindowClock(TimeDomain domain, TaskClock wall) {
        this.isEventTime = domain == TimeDomain.EVENT_TIME;
        this.wall = wall;
    }

    boolean isEventTime() {
        return isEventTime;
    }

    /** How far the clock has come: windows that end up to here have fired. By the wall, windows are closed by its passing alone. */
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
