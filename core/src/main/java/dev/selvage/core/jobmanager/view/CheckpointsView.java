package dev.selvage.core.jobmanager.view;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.id.CheckpointId;
import java.util.List;
import java.util.Optional;

/**
 * What has become of a job's checkpoints and savepoints under this leader.
 *
 * @param history the newest first, those on their way among them; older ones are forgotten
 * @param newest the decided one that the job would go on from now, whichever leader decided it
 */
public record CheckpointsView(
        Counts counts,
        List<CheckpointView> history,
        Latest latest,
        Spread bytes,
        Spread durationMillis,
        Optional<CheckpointReference> newest) {

    /** Of a job of which nothing has been asked, or of none. */
    public static final CheckpointsView NONE = new CheckpointsView(
            new Counts(0, 0, 0, 0), List.of(), Latest.NONE, Spread.NONE, Spread.NONE, Optional.empty());

    public CheckpointsView {
        history = List.copyOf(history);
    }

    /** Only what the job would go on from. */
    public CheckpointsView inShort() {
        return new CheckpointsView(NONE.counts, List.of(), Latest.NONE, Spread.NONE, Spread.NONE, newest);
    }

    /** How many there have been. */
    public record Counts(long restored, long completed, long failed, int inProgress) {}

    /** The last one of each kind, though the history may have forgotten it. */
    public record Latest(
            Optional<CheckpointView> completed,
            Optional<CheckpointView> savepoint,
            Optional<CheckpointView> failed,
            Optional<Restored> restored) {

        static final Latest NONE = new Latest(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What tasks were last told to begin with. */
    public record Restored(CheckpointId checkpoint, CheckpointKind kind, long atMillis) {}

    /** Over all that have been completed. */
    public record Spread(long count, long min, long max, long sum) {

        static final Spread NONE = new Spread(0, 0, 0, 0);

        /** With one more. */
        public Spread and(long value) {
            return count == 0
                    ? new Spread(1, value, value, value)
                    : new Spread(count + 1, Math.min(min, value), Math.max(max, value), sum + value);
        }

        public long average() {
            return count == 0 ? 0 : sum / count;
        }
    }
}
