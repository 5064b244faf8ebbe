package dev.selvage.api.state;

import java.io.Serializable;
import java.time.Duration;

/**
 * How long a value lives after it was last written. What has expired is never seen again, and is removed on the way.
 *
 * <pre>{@code
 * StateTtlConfig aDayAfterTheLastAccess = StateTtlConfig.of(Duration.ofDays(1)).updateOnReadAndWrite();
 * }</pre>
 *
 * @param timeToLive how long, in wall-clock time
 * @param updatedOnRead whether reading a value gives it its full life again
 */
public record StateTtlConfig(Duration timeToLive, boolean updatedOnRead) implements Serializable {
    /** Refuses a life of no length. */
    public StateTtlConfig {
        if (timeToLive.isNegative() || timeToLive.isZero()) {
            throw new IllegalArgumentException(
                    "A time to live must be longer than nothing, but was " + timeToLive + ".");
        }
    }

    /** Values live for so long after they were last written. */
    public static StateTtlConfig of(Duration timeToLive) {
        return new StateTtlConfig(timeToLive, false);
    }

    /** Values live for so long after they were last written or read. */
    public StateTtlConfig updateOnReadAndWrite() {
        return new StateTtlConfig(timeToLive, true);
    }
}
