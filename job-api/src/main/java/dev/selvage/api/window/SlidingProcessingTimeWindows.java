package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows that overlap, by the machine's clock.
 *
 * <pre>{@code
 * WindowAssigner windows = SlidingProcessingTimeWindows.of(Duration.ofMinutes(10), Duration.ofMinutes(1));
 * }</pre>
 */
public final class SlidingProcessingTimeWindows {
    private SlidingProcessingTimeWindows() {}

    /** Windows of this length, of which one begins every {@code slide}. */
    public static WindowAssigner of(Duration size, Duration slide) {
        return of(size, slide, Duration.ZERO);
    }

    /** Windows of this length, of which one begins every {@code slide}, shifted by an offset. */
    public static WindowAssigner of(Duration size, Duration slide, Duration offset) {
        return WindowAssigner.regular(TimeDomain.PROCESSING_TIME, size, slide, offset);
    }
}
