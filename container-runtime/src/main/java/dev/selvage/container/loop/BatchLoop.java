package dev.selvage.container.loop;

import dev.selvage.container.exchange.Batch;

/**
 * Runs records of one input through a chain. It exists so that the loop itself can be made anew for each chain, with the
 * chain's first call inlined into it.
 */
public abstract class BatchLoop {
    /** How many records of the batches so far have been run, the one that failed not among them. */
    protected long count;

    /** Runs the records from one index to before another. */
    public abstract void run(Batch batch, int from, int to);

    /** How many records have passed: the position of the one that failed, counted from 0. */
    public final long count() {
        return count;
    }
}
