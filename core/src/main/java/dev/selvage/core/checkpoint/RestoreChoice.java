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
    record From(CheckpointReference checkpoint) implements RestoreChoice {

        /** What was found of a newer one, and what happens instead. */
        public Failure insteadOf(Failure found) {
            String sentence = found.sentence() + " The job goes back to " + checkpoint.manifest() + ".";
            return new Failure(found.code(), sentence, found.detail());
        }
    }

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
        return best.isPresent()
                ? new From(best.get())
                : new Suspend(unusable(newest.get(), "it cannot be read", twoPhaseSinks));
    }

    /**
     * Chooses anew, since tasks have found that the newest cannot be used though its manifest can be read.
     *
     * @param readable which of those before may serve instead
     * @param found what the tasks have found
     */
    static RestoreChoice behindNewest(
            Pointer pointer, Predicate<CheckpointReference> readable, Failure found, boolean twoPhaseSinks) {
        CheckpointReference newest = pointer.newest().orElseThrow();
        RestoreChoice choice =
                of(pointer, reference -> !reference.equals(newest) && readable.test(reference), twoPhaseSinks);
        return choice instanceof Suspend
                ? new Suspend(unusable(newest, "a task could not (" + found.sentence() + ")", twoPhaseSinks))
                : choice;
    }

    private static Failure unusable(CheckpointReference newest, String found, boolean twoPhaseSinks) {
        return Failure.of(
                ErrorCode.STATE_UNUSABLE,
                "expected to restore from " + newest.manifest() + ", but " + found
                        + (twoPhaseSinks
                                ? ". The output up to it is visible already, so an older checkpoint would repeat output:"
                                        + " bring the file back, or start from an older one by an explicit command."
                                : ", and neither can those before it: bring one of the files back."));
    }
}
