package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows that last while records of a key keep coming, by the time that records tell.
 *
 * <pre>{@code
 * WindowAssigner windows = EventTimeSessionWindows.withGap(Duration.ofMinutes(30));
 * }</pre>
 */
public final class EventTimeSessionWindows {
    private EventTimeSessionWindows() {}

    /**
     * Sessions that are over after a silence of this length. A record that comes exactly so long after the one before still
     * belongs to its session, unless event time has reached the millisecond before: then the session has fired.
     */
    public static WindowAssigner withGap(Duration gap) {
        return new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, gap.toMillis());
    }
}
