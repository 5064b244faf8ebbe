package dev.selvage.api.window;

import java.io.Serializable;

/**
 * A span of time.
 *
 * <pre>{@code
 * boolean isIn(TimeWindow window, long timestamp) {
 *     return window.start() <= timestamp && timestamp < window.end();
 * }
 * }</pre>
 *
 * @param start its first millisecond
 * @param end the millisecond after its last
 */
public record TimeWindow(long start, long end) implements Serializable, Comparable<TimeWindow> {
    /** The last timestamp that belongs to it. */
    public long maxTimestamp() {
        return end - 1;
    }

    /** By end, then by start: the order in which windows fire. */
    @Override
    public int compareTo(TimeWindow other) {
        return end != other.end ? Long.compare(end, other.end) : Long.compare(start, other.start);
    }
}
