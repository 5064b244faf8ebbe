package dev.selvage.core.leadership;

/** What came of a durable write. */
public enum WriteOutcome {
    /** It is there, and outlives a loss of power. */
    WRITTEN,
    /** It is not there and will not be: for a record that is written under the epoch, because a higher one has come. */
    REFUSED,
    /** Nobody knows. It may still come to pass, so whoever depends on it waits and writes the same once more, which does no harm. */
    UNKNOWN
}
