package dev.selvage.core.jobmanager.checkpoints;

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

    /** No checkpoints; savepoints may take so long. */
    public static CheckpointSettings disabled(long timeoutMillis) {
        return new CheckpointSettings(false, Long.MAX_VALUE, timeoutMillis, 0, 0, 2);
    }
}
