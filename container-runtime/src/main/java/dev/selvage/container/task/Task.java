package dev.selvage.container.task;

import dev.selvage.container.exchange.Wakeup;
import dev.selvage.container.metric.TaskMetrics;
import dev.selvage.container.time.TaskClock;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import java.io.IOException;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * One subtask of a chain: everything that happens to it happens in its turns, one after the other, on one thread. A turn
 * runs records for about a millisecond, then looks after everything else: its mailbox, timers, and batches that somebody
 * waits for. Nothing in it blocks, so that whoever turns it, a thread or a test, decides what happens next.
 */
public final class Task {
    /** Sinks that commit with checkpoints commit at the end if there are none. */
    private static final CheckpointId BEHIND_ALL = new CheckpointId(Long.MAX_VALUE);

    private static final long TURN_NANOS = 1_000_000;
    private static final int LEAST_SLICE = 16;
    private static final int MOST_SLICE = 4096;

    private final Mailbox mailbox;
    private final Parts parts;
    private final Clocks clocks;
    private final boolean checkpointing;
    private final Runnable onEnd;
    private int slice = 256;
    private boolean endTold;
    private volatile boolean finished;

    /** What a task is made of. */
    record Parts(TaskClock clock, Head head, Chain chain, Cuts cuts, OperatorStates state, TaskMetrics metrics) {}

    /**
     * The two clocks of a task.
     *
     * @param nanos measures how long a turn lasts
     * @param millis is what user code and timers see
     */
    public record Clocks(LongSupplier nanos, LongSupplier millis) {
        /** The machine's. */
        public static Clocks ofMachine() {
            return new Clocks(System::nanoTime, System::currentTimeMillis);
        }
    }

    /** What a turn came to. */
    public enum Turn {
        /** There was work, and there may be more: turn again. */
        WORKED,
        /** There was nothing to do: sleep until woken, or until {@link #wakeAtMillis}. */
        IDLE
    }

    /**
     * A task.
     *
     * @param checkpointing whether it waits for one more checkpoint when its input has ended
     * @param onEnd told when its input has ended, if it waits
     */
    Task(Mailbox mailbox, Parts parts, Clocks clocks, boolean checkpointing, Runnable onEnd) {
        this.mailbox = mailbox;
        this.parts = parts;
        this.clocks = clocks;
        this.checkpointing = checkpointing;
        this.onEnd = onEnd;
    }

    /** Readies the operators; the first turn comes after it. */
    public void open() {
        long now = clocks.millis().getAsLong();
        parts.clock().set(now);
        parts.state().time(now);
        parts.chain().open();
        parts.head().open();
        parts.state().ready();
    }

    /** Runs what there is to run. */
    public Turn turn() {
        long now = clocks.millis().getAsLong();
        parts.clock().set(now);
        parts.state().time(now);
        boolean worked = mailbox.drain(this);
        Chain chain = parts.chain();
        // Nothing may leave behind the end of input, so timers that are still to come never do.
        if (!chain.isAtEnd() && chain.wakeAtMillis() <= now) {
            chain.processingTime(now);
            parts.head().timersFired();
            worked = true;
        }
        if (runRecords(chain)) {
            chain.flushDrained();
            worked = true;
        } else {
            chain.flushBeforeSleep();
        }
        if (chain.isAtEnd() && !endTold) {
            endTold = true;
            end();
            worked = true;
        }
        return worked ? Turn.WORKED : Turn.IDLE;
    }

    private void end() {
        if (checkpointing) {
            onEnd.run();
            return;
        }
        parts.chain().prepareSnapshot(BEHIND_ALL);
        parts.chain().checkpointDecided(BEHIND_ALL);
        finished = true;
    }

    /** When the task wants a turn at the latest though nobody wakes it. */
    public long wakeAtMillis() {
        Chain chain = parts.chain();
        return chain.isAtEnd()
                ? Head.UNTIL_WOKEN
                : Math.min(chain.wakeAtMillis(), parts.head().wakeAtMillis());
    }

    /** What wakes the task. */
    public Wakeup wakeup() {
        return mailbox.wakeup();
    }

    /** A checkpoint will be wanted soon. */
    void expect(CheckpointOrder order) {
        parts.state().expect(order);
    }

    /** A checkpoint is wanted. Between two turns, as all that follows. */
    void trigger(CheckpointOrder order) {
        parts.cuts().triggered(order);
    }

    /** A checkpoint is decided: what waited for it is committed, and a task that has no more input is finished with it. */
    void commitUpTo(CheckpointId checkpoint) {
        parts.chain().checkpointDecided(checkpoint);
        finished |= parts.cuts().isDoneWith(checkpoint);
    }

    /** Barriers of leaders before this one do not count any more. */
    void heedFrom(LeaderEpoch leader) {
        parts.cuts().heedFrom(leader);
    }

    /** Checkpoints up to this one will not be. */
    void giveUpTo(CheckpointId checkpoint) {
        parts.cuts().giveUpTo(checkpoint);
        parts.state().giveUpTo(checkpoint);
    }

    /** Does what was asked before it was told to stop: above all it commits what was decided by then. */
    void settle() {
        mailbox.drain(this);
    }

    /** Whether nothing is left to do: all input was seen, and what it came to is committed. */
    public boolean isFinished() {
        return finished;
    }

    /** How many records it has taken in. */
    long position() {
        return parts.head().position();
    }

    /** What its functions have counted so far, by name. */
    Map<String, Long> counts() {
        return parts.metrics().counts();
    }

    /** Whether it may take in more: whoever reads what it emits keeps up. */
    boolean hasRoom() {
        return parts.chain().hasRoom();
    }

    /** What its records pass. */
    Chain chain() {
        return parts.chain();
    }

    long nowMillis() {
        return clocks.millis().getAsLong();
    }

    /** Lets go of everything, whether the task has finished or not. */
    public void close() throws IOException {
        try {
            parts.head().close();
        } finally {
            try {
                parts.chain().close();
            } finally {
                parts.state().close();
            }
        }
    }

    /** Slices of records until a millisecond is over. A slice is as long as it may be for the clock to be read rarely. */
    private boolean runRecords(Chain chain) {
        Head head = parts.head();
        long start = clocks.nanos().getAsLong();
        long sliceStart = start;
        boolean ran = false;
        while (!chain.isAtEnd() && chain.hasRoom() && head.run(slice)) {
            ran = true;
            chain.afterBatch();
            long now = clocks.nanos().getAsLong();
            adapt(now - sliceStart);
            sliceStart = now;
            if (now - start >= TURN_NANOS || !mailbox.isEmpty()) {
                break;
            }
        }
        return ran;
    }

    private void adapt(long nanos) {
        if (nanos > TURN_NANOS / 2 && slice > LEAST_SLICE) {
            slice /= 2;
        } else if (nanos < TURN_NANOS / 8 && slice < MOST_SLICE) {
            slice *= 2;
        }
    }
}
