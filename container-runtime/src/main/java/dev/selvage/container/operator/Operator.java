package dev.selvage.container.operator;

import dev.selvage.core.id.CheckpointId;

/**
 * One operator of a chain, confined to its task's thread. Records pass from one to the next by a plain call; whatever
 * happens once per batch, watermark or checkpoint is told to each in the order of the chain.
 */
public abstract class Operator extends Downstream {
    private final OperatorContext context;
    private final Outlets outlets;

    /** Where its results go. */
    protected final Downstream next;

    protected Operator(OperatorContext context, Outlets outlets) {
        this.context = context;
        this.outlets = outlets;
        this.next = outlets.main();
    }

    /** What it knows and has. */
    public final OperatorContext context() {
        return context;
    }

    /** The name that its author gave it, for messages. */
    public final String name() {
        return context.getTaskName();
    }

    protected final Outlets outlets() {
        return outlets;
    }

    /** Takes the records of one of its inputs; most operators have only the first. */
    public Receiver input(int number) {
        return this;
    }

    /** Before the first record. */
    public void open() {}

    @Override
    public void watermark(long millis) {
        outlets.watermark(millis);
    }

    @Override
    public void idle() {
        outlets.idle();
    }

    /** Wall-clock time has come so far; told once per turn at most. */
    public void processingTime(long millis) {}

    /** When this operator wants to be told the wall-clock time next; {@link Long#MAX_VALUE} for never. */
    public long wakeAtMillis() {
        return Long.MAX_VALUE;
    }

    /** A batch is done: what is worth telling once per batch, such as a watermark, is told now. */
    public void afterBatch() {}

    /** A barrier follows: what was held back, such as partial counts, has to leave before it. */
    public void beforeBarrier() {}

    /** The last moment to put into its state what belongs to a checkpoint. */
    public void prepareSnapshot(CheckpointId checkpoint) {}

    /** A checkpoint can be restored from, whatever happens: what waited for that may be done. */
    public void checkpointDecided(CheckpointId checkpoint) {}

    /** No record follows; windows have fired, since the end of time came as a watermark. */
    public void endOfInput() {}

    /** After the last record, or after a failure; told once, and only if {@link #open} was. */
    public void close() {}

    /** What user code threw on a record, as this operator's failure. */
    protected final RuntimeException failure(Throwable thrown) {
        return OperatorFailure.of(name(), thrown);
    }

    /** What user code threw at another moment, such as {@code while it opened}. */
    protected final RuntimeException failure(String moment, Throwable thrown) {
        return OperatorFailure.of(name(), moment, thrown);
    }

    /** What came of a timer. The record that was there before it has nothing to do with that. */
    protected final RuntimeException inTimer(long time, Throwable thrown) {
        if (thrown instanceof OperatorFailure known && known.moment().isEmpty()) {
            return known.at("on a record from a timer of '" + name() + "' for " + time);
        }
        return OperatorFailure.of(name(), "in a timer for " + time, thrown);
    }
}
