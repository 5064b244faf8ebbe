package dev.selvage.connector.files;

import java.io.Serializable;
import java.time.Duration;

/**
 * When a file ends although no checkpoint comes.
 *
 * @param bytes that it has at least by then
 * @param ageNanos since it was begun, as seen when the next record comes; {@link Long#MAX_VALUE} for never
 */
record Rolling(long bytes, long ageNanos) implements Serializable {
    private static final long BYTES = 128L << 20;

    /** Large files, and as few as checkpoints allow. */
    static final Rolling USUAL = new Rolling(BYTES, Long.MAX_VALUE);

    Rolling withBytes(long most) {
        if (most < 1) {
            throw new IllegalArgumentException("A file ends at one byte or more, but was to end at " + most + ".");
        }
        return new Rolling(most, ageNanos);
    }

    Rolling withAge(Duration most) {
        if (most.isNegative() || most.isZero()) {
            throw new IllegalArgumentException("A file ends after some time, but was to end after " + most + ".");
        }
        return new Rolling(bytes, most.toNanos());
    }

    boolean hasAge() {
        return ageNanos != Long.MAX_VALUE;
    }

    boolean isOld(long nanos) {
        return nanos >= ageNanos;
    }
}
