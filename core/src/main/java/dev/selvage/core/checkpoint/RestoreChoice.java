package dev.selvage.core.checkpoint;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import java.util.Optional;
import java.util.function.Predicate;

/** From which checkpoint a job goes on. */
public sealed interface RestoreChoice {

    /** There is none: from the beginning. */
    record FromBeginning() implements RestoreChoice {}

    /** From this one. */
    record From(CheckpointReference checkpoint) implements RestoreChoice {}

    /** From none: a person has to decide. */
    record Suspend(Failure reason) implements RestoreChoice {}

    /**
     * Chooses the newest, or the one before if the newest cannot be read and nobody has seen its output.
     *
     * @param twoPhaseSinks whether sinks have made the newest one's output visible, so that going back further would repeat it
     */
    static RestoreChoice of(Pointer pointer, Predicate<CheckpointReference> readable, boolean twoPhaseSinks) {
        Optional<CheckpointReference> newest = pointer.newest();
        if (newest.isEmpty()) {
            return new FromBeginning();
        }
        Optional<CheckpointReference> best = pointer.retained().stream()
                .limit(twoPhaseSinks ? 1 : pointer.retained().size())
                .filter(readable)
                .findFirst();
        return best.isPresent() ? new From(best.get()) : new Suspend(unreadable(newest.get(), twoPhaseSinks));
    }

    private static Failure unreadable(CheckpointReference newest, boolean twoPhaseSinks) {
        return Failure.of(
                ErrorCode.STATE_UNUSABLE,
                "expected to restore from " + newest.manifest() + ", but it cannot be read"
                        + (twoPhaseSinks
                                ? ". The output up to it is visible already, so an older checkpoint would repeat output:"
                                        + " bring the file back, or start from an older one by an explicit command."
                                : ", and neither can those before it: bring one of the files back."));
    }
}
