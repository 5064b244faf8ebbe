package dev.selvage.testing;

/**
 * A record that came out of a harness.
 *
 * @param timestamp in milliseconds, or {@link Long#MIN_VALUE} if it has none
 */
public record TimestampedRecord<T>(T value, long timestamp) {}
