package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows side by side, by the machine's clock.
 *
 * <pre>{@code
 * WindowAssigner windows = TumblingProcessingTimeWindows.of(Duration.ofMinutes(1));
 * }</pre>
 */
public final class TumblingProcessingTimeWindows {
    private TumblingProcessingTimeWindows() {}

    /** Windows of this length. */
    public static WindowAssigner of(Duration size) {
        return of(size, Duration.ZERO);
    }

    /** Windows of this length, begun so much later than full units of it: days of a time zone, for example. */
    public static WindowAssigner of(Duration size, Duration offset) {
        return WindowAssigner.regular(TimeDomain.PROCESSING_TIME, size, size, offset);
    }
}
