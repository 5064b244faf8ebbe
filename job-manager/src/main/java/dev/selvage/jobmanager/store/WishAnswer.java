package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import java.util.Optional;

/**
 * What came of a user's wish.
 *
 * @param savepoint the one that was wanted
 * @param refusal why it did not come true
 */
public record WishAnswer(Optional<CheckpointReference> savepoint, Optional<Failure> refusal) {

    /** It came true without anything to show for it. */
    public static WishAnswer granted() {
        return new WishAnswer(Optional.empty(), Optional.empty());
    }

    public static WishAnswer of(CheckpointReference savepoint) {
        return new WishAnswer(Optional.of(savepoint), Optional.empty());
    }

    public static WishAnswer refused(Failure reason) {
        return new WishAnswer(Optional.empty(), Optional.of(reason));
    }
}
