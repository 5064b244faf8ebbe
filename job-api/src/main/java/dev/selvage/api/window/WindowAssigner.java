package dev.selvage.api.window;

import dev.selvage.api.time.TimeDomain;
import java.io.Serializable;
import java.time.Duration;

/**
 * Which windows a record belongs to. A description without code of its own, so that the runtime is free to keep one
 * aggregate per slice of time instead of one per window.
 *
 * <pre>{@code
 * WindowAssigner everyMinute = TumblingEventTimeWindows.of(Duration.ofMinutes(1));
 * }</pre>
 */
public sealed interface WindowAssigner extends Serializable {
    /** The clock that closes windows. */
    TimeDomain clock();

    /**
     * Windows of one length that begin at regular times.
     *
     * @param size the length of a window in milliseconds
     * @param slide from the begin of a window to that of the next, in milliseconds; less than the size if they overlap
     * @param offset when the first one after the begin of 1970 in UTC begins, in milliseconds
     */
    record Regular(TimeDomain clock, long size, long slide, long offset) implements WindowAssigner {
        /** Refuses what is no window. */
        public Regular {
            if (size <= 0 || slide <= 0) {
                throw new IllegalArgumentException("A window must have a size and a slide above zero, but " + size
                        + " ms and " + slide + " ms were given.");
            }
            if (slide > size) {
                throw new IllegalArgumentException("Windows of " + size + " ms that begin every " + slide
                        + " ms leave gaps, in which records would get lost; filter them out instead.");
            }
            if (Math.abs(offset) >= slide) {
                throw new IllegalArgumentException(
                        "An offset of " + offset + " ms is not shorter than the slide of " + slide + " ms.");
            }
        }
    }

    /**
     * Windows that last while records keep coming.
     *
     * @param gap the silence, in milliseconds, after which a session is over
     */
    record Sessions(TimeDomain clock, long gap) implements WindowAssigner {
        /** Refuses what is no gap. */
        public Sessions {
            if (gap <= 0) {
                throw new IllegalArgumentException(
                        "A session's gap must be longer than nothing, but was " + gap + " ms.");
            }
        }
    }

    /** Windows of one length, side by side or overlapping. */
    static WindowAssigner regular(TimeDomain clock, Duration size, Duration slide, Duration offset) {
        return new Regular(clock, size.toMillis(), slide.toMillis(), offset.toMillis());
    }
}
