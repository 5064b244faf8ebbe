package dev.selvage.benchmarks.flink;

/** The record of W1, W2, W3 and W5: a POJO, for which Flink makes a serializer of its own. */
public final class Event {
    public long key;
    public long value;
    public long eventTime;

    public Event() {}

    Event(long key, long value, long eventTime) {
        this.key = key;
        this.value = value;
        this.eventTime = eventTime;
    }
}
