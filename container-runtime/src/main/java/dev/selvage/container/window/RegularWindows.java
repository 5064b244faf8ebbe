package dev.selvage.container.window;

import dev.selvage.api.window.TimeWindow;
import dev.selvage.api.window.WindowAssigner;

/**
 * When windows of one length begin, and until when they take records.
 *
 * @param size the length of a window in milliseconds
 * @param slide from the begin of a window to that of the next
 * @param offset when the first one after the begin of 1970 begins
 * @param lateness for how many milliseconds after its end a window still takes records
 */
record RegularWindows(long size, long slide, long offset, long lateness) {

    static RegularWindows of(WindowAssigner.Regular assigner, long lateness) {
        return new RegularWindows(assigner.size(), assigner.slide(), assigner.offset(), lateness);
    }

    /** The begin of the last window that a timestamp belongs to; the others begin a slide earlier each. */
    long lastStart(long timestamp) {
        return timestamp - Math.floorMod(timestamp - offset, slide);
    }

    /** Whether a window that begins then holds a timestamp that is not before it. */
    boolean reaches(long start, long timestamp) {
        return timestamp - start < size;
    }

    /** The window that begins then. */
    TimeWindow at(long start) {
        return new TimeWindow(start, WindowOperator.endOf(start, size));
    }

    /** The watermark that fires the window which begins then; the end of time at most. */
    long firesAt(long start) {
        return WindowOperator.endOf(start, size - 1);
    }

    /** The watermark behind which a window is forgotten; the end of time at most. */
    long endsAt(long start) {
        return WindowOperator.endOf(firesAt(start), lateness);
    }

    /** Whether records of the window which begins then come too late. */
    boolean isOver(long start, long watermark) {
        return endsAt(start) <= watermark;
    }
}
