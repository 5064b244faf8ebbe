package dev.selvage.api.time;

import java.io.Serializable;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Where records get their timestamps from, how far out of order they may be, and when a silent source is no longer waited
 * for. A watermark is made for each split of a source by itself, and leaves with every batch of records.
 *
 * <pre>{@code
 * record Click(String page, long atMillis) {}
 *
 * WatermarkStrategy<Click> strategy = WatermarkStrategy.<Click>forBoundedOutOfOrderness(Duration.ofSeconds(5))
 *         .withTimestampAssigner((click, timestamp) -> click.atMillis())
 *         .withIdleness(Duration.ofMinutes(1));
 * }</pre>
 *
 * @param <T> the records
 */
public final class WatermarkStrategy<T> implements Serializable {
    private static final long serialVersionUID = 1;

    private static final long NEVER = -1;

    private final long outOfOrdernessMillis;
    private final TimestampAssigner<T> assigner;
    private final boolean assignsTimestamps;
    private final long idlenessMillis;

    private WatermarkStrategy(
            long outOfOrdernessMillis, TimestampAssigner<T> assigner, boolean assignsTimestamps, long idlenessMillis) {
        this.outOfOrdernessMillis = outOfOrdernessMillis;
        this.assigner = assigner;
        this.assignsTimestamps = assignsTimestamps;
        this.idlenessMillis = idlenessMillis;
    }

    /** No event time: timestamps are kept, watermarks are not made. */
    public static <T> WatermarkStrategy<T> noWatermarks() {
        return new WatermarkStrategy<>(NEVER, (element, timestamp) -> timestamp, false, NEVER);
    }

    /** Timestamps never fall. */
    public static <T> WatermarkStrategy<T> forMonotonousTimestamps() {
        return forBoundedOutOfOrderness(Duration.ZERO);
    }

    /** A record is late when its timestamp lies further than this behind the greatest seen so far. */
    public static <T> WatermarkStrategy<T> forBoundedOutOfOrderness(Duration most) {
        if (most.isNegative()) {
            throw new IllegalArgumentException("Disorder cannot be bounded by less than nothing: " + most + ".");
        }
        return new WatermarkStrategy<>(most.toMillis(), (element, timestamp) -> timestamp, false, NEVER);
    }

    /** The same, with timestamps told by {@code assigner}. */
    public WatermarkStrategy<T> withTimestampAssigner(TimestampAssigner<T> newAssigner) {
        return new WatermarkStrategy<>(outOfOrdernessMillis, Objects.requireNonNull(newAssigner), true, idlenessMillis);
    }

    /** The same, but a split or subtask that has been silent for so long is not waited for. */
    public WatermarkStrategy<T> withIdleness(Duration silence) {
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("Silence must last longer than nothing: " + silence + ".");
        }
        return new WatermarkStrategy<>(outOfOrdernessMillis, assigner, assignsTimestamps, silence.toMillis());
    }

    /** How far timestamps may be out of order; empty if no watermarks are made. */
    public OptionalLong outOfOrdernessMillis() {
        return outOfOrdernessMillis == NEVER ? OptionalLong.empty() : OptionalLong.of(outOfOrdernessMillis);
    }

    /** Whether timestamps are told by an assigner of the author's. */
    public boolean assignsTimestamps() {
        return assignsTimestamps;
    }

    /** What tells timestamps; unless one was given, it keeps those of the source. */
    public TimestampAssigner<T> timestampAssigner() {
        return assigner;
    }

    /** After which silence nobody waits; empty for never. */
    public OptionalLong idlenessMillis() {
        return idlenessMillis == NEVER ? OptionalLong.empty() : OptionalLong.of(idlenessMillis);
    }
}
