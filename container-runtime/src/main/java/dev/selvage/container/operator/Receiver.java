package dev.selvage.container.operator;

/** Takes records, one after the other: this is the call that everything else is built around. */
public abstract class Receiver {
    /** A record, with its timestamp or {@link dev.selvage.container.exchange.Batch#NO_TIMESTAMP}. */
    public abstract void process(Object value, long timestamp);
}
