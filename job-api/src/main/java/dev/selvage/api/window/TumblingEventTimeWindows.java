package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows side by side, by the time that records tell.
 *
 * <pre>{@code
 * WindowAssigner windows = TumblingEventTimeWindows.of(Duration.ofMinutes(1));
 * }</pre>
 */
public final class TumblingEventTimeWindows {
    private TumblingEventTimeWindows() {}

    /** Windows of this length. */
    public static WindowAssigner of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /** Windows of this length, begun so much later than full units of it: days of a time zone, for example. */
    public static WindowAssigner of(Duration size, Duration offset) {
        return WindowAssigner.regular(TimeDomain.EVENT_TIME, size, size, offset);
    }
}
