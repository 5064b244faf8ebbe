package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.time.Duration;

/**
 * Windows that last while records of a key keep coming, by the machine's clock.
 *
 * <pre>{@code
 * WindowAssigner windows = ProcessingTimeSessionWindows.withGap(Duration.ofMinutes(30));
 * }</pre>
 */
public final class ProcessingTimeSessionWindows {
    private ProcessingTimeSessionWindows() {}

    /** Sessions that are over after a silence of this length. */
    public static WindowAssigner withGap(Duration gap) {
        return new WindowAssigner.Sessions(TimeDomain.PROCESSING_TIME, gap.toMillis());
    }
}
