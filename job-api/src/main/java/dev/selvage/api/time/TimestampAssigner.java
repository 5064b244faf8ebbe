package dev.selvage.api.time;

import java.io.Serializable;

/**
 * Tells when a record happened.
 *
 * <pre>{@code
 * record Click(String page, long atMillis) {}
 *
 * TimestampAssigner<Click> byClick = (click, timestamp) -> click.atMillis();
 * }</pre>
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface TimestampAssigner<T> extends Serializable {
    /**
     * The record's timestamp in milliseconds since 1970.
     *
     * @param recordTimestamp what the source gave it, or {@link Long#MIN_VALUE}
     */
    long extractTimestamp(T element, long recordTimestamp);
}
