package dev.selvage.benchmarks.workloads;

/**
 * Walks over the records of one split: the n-th of split s has the number 2n + s, from which key and value follow. Event time is
 * counted rather than divided. One thread.
 */
public final class RecordCursor {

    private final int split;
    private final int perMilli;
    private final long startMillis;
    private long position;
    private int inMilli;
    private long eventTime;

    /**
     * @param startMillis the event time of the first record; 0 where nothing is paced
     * @param position how many records of the split were emitted before
     */
    public RecordCursor(Workload workload, int split, long startMillis, long position) {
        this.split = split;
        this.perMilli = workload.recordsPerMilli();
        this.startMillis = startMillis;
        this.position = position;
        this.inMilli = (int) (position % perMilli);
        this.eventTime = startMillis + position / perMilli;
    }

    /** A cursor at the beginning; a paced workload's begins now. */
    public static RecordCursor atStart(Workload workload, int split) {
        return new RecordCursor(workload, split, workload.isPaced() ? System.currentTimeMillis() : 0, 0);
    }

    public int split() {
        return split;
    }

    public long startMillis() {
        return startMillis;
    }

    /** How many records lie behind. */
    public long position() {
        return position;
    }

    public long value() {
        return Workload.SPLITS * position + split;
    }

    public long key() {
        return Keys.of(value());
    }

    public long eventTime() {
        return eventTime;
    }

    public void advance() {
        position++;
        if (++inMilli == perMilli) {
            inMilli = 0;
            eventTime++;
        }
    }
}
