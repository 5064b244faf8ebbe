package dev.selvage.container.operator;

/** What stands behind an operator: the next one of its chain, several of them, or the channels that leave the task. */
public abstract class Downstream extends Receiver {
    /** Event time has come so far: no record with a timestamp up to this one follows, other than late ones. */
    public abstract void watermark(long millis);

    /** Nothing is said about event time until the next record or watermark. */
    public abstract void idle();
}
