package dev.selvage.api.time;

/**
 * Which clock a timer follows.
 *
 * <pre>{@code
 * boolean isDeadline(TimeDomain domain) {
 *     return domain == TimeDomain.PROCESSING_TIME;
 * }
 * }</pre>
 */
public enum TimeDomain {
    /** The time that records tell. */
    EVENT_TIME,
    /** The time of the machine's clock. */
    PROCESSING_TIME
}
