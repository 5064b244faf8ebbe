package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.option.Configuration;

/**
 * How a job's checkpoints are to be.
 *
 * @param enabled whether there are any but savepoints; without, what follows up to the failures has no effect
 * @param intervalMillis from the start of one to the start of the next
 * @param timeoutMillis after which one is given up
 * @param minimumPauseMillis from the end of one to the start of the next
 * @param tolerableFailures how many in a row are forgiven
 * @param retained how many decided ones are kept
 */
public record CheckpointSettings(
        boolean enabled,
        long intervalMillis,
        long timeoutMillis,
        long minimumPauseMillis,
        int tolerableFailures,
        int retained) {

    /** What the options say; without an interval there are no checkpoints. */
    public static CheckpointSettings of(Configuration configuration) {
        long timeoutMillis = configuration.get(CheckpointOptions.TIMEOUT).toMillis();
        return configuration
                .find(CheckpointOptions.INTERVAL)
                .map(interval -> new CheckpointSettings(
                        true,
                        interval.toMillis(),
                        timeoutMillis,
                        configuration.get(CheckpointOptions.MIN_PAUSE).toMillis(),
                        configuration.get(CheckpointOptions.TOLERABLE_FAILURES),
                        configuration.get(CheckpointOptions.NUM_RETAINED)))
                .orElseGet(() -> disabled(timeoutMillis));
    }

    /** No checkpoints; savepoints may take so long. */
    public static CheckpointSettings disabled(long timeoutMillis) {
        return new CheckpointSettings(false, Long.MAX_VALUE, timeoutMillis, 0, 0, 2);
    }
}
