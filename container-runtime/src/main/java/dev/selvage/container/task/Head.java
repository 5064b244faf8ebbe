package dev.selvage.container.task;

import dev.selvage.core.id.CheckpointId;
import java.io.IOException;

/** Where a task's records come from: channels, or a source of its own. */
abstract class Head {
    /** Nothing to wait for but other people's calls. */
    static final long UNTIL_WOKEN = Long.MAX_VALUE;

    /** Before the first run, when the operators behind it are open. */
    void open() {}

    /** Runs up to so many records, or one event. Returns whether there was anything to run. */
    abstract boolean run(int atMost);

    /** When there may be something to run again without anybody's call, if {@link #run} found nothing. */
    long wakeAtMillis() {
        return UNTIL_WOKEN;
    }

    /** Timers by the clock have fired: records may have left this task though none came in. */
    void timersFired() {}

    /** The last moment to put into its state what belongs to a checkpoint. */
    void prepareSnapshot(CheckpointId checkpoint) {}

    /** How many records have been run: the position of the one that failed. */
    abstract long position();

    /** Releases what it holds, after the last run or a failure. */
    abstract void close() throws IOException;
}
