package dev.selvage.container.time;

/** Wall-clock time as one task sees it: looked up once per turn, so that asking is free and a turn has one answer. */
public final class TaskClock {
    private long nowMillis;

    /** The turn that begins now. */
    public void set(long millis) {
        nowMillis = millis;
    }

    /** Milliseconds since 1970 at the beginning of this turn. */
    public long nowMillis() {
        return nowMillis;
    }
}
