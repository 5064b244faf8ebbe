package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows that overlap, by the time that records tell.
 *
 * <pre>{@code
 * WindowAssigner windows = SlidingEventTimeWindows.of(Duration.ofMinutes(10), Duration.ofMinutes(1));
 * }</pre>
 */
public final class SlidingEventTimeWindows {
    private SlidingEventTimeWindows() {}

    /** Windows of this length, of which one begins every {@code slide}. */
    public static WindowAssigner of(Duration size, Duration slide) {
        return of(size, slide, Duration.ZERO);
    }

    /** Windows of this length, of which one begins every {@code slide}, shifted by an offset. */
    public static WindowAssigner of(Duration size, Duration slide, Duration offset) {
        return WindowAssigner.regular(TimeDomain.EVENT_TIME, size, slide, offset);
    }
}
