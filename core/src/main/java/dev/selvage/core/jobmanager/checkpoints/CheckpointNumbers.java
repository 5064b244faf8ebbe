package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Gives checkpoints their numbers, none of them twice, and remembers those that came to nothing. */
final class CheckpointNumbers {

    private final LeaderEpoch epoch;
    private CheckpointId next;
    /** The next, of which tasks were told that it will come, so that they may have begun files for it. */
    private Optional<CheckpointOrder> announced = Optional.empty();
    /** Came to nothing; deleted once a pointer write has shown that this leader still leads. */
    private List<CheckpointOrder> aborted = new ArrayList<>();

    CheckpointNumbers(LeaderEpoch epoch, CheckpointId next) {
        this.epoch = epoch;
        this.next = next;
    }

    /** Somebody has heard of this checkpoint, under this leader or one before. */
    void used(CheckpointId checkpoint) {
        if (checkpoint.compareTo(next) >= 0) {
            withdraw();
            next = checkpoint.next();
        }
    }

    boolean hasAnnounced() {
        return announced.isPresent();
    }

    CheckpointOrder announce(long dueAtMillis) {
        CheckpointOrder order =
                new CheckpointOrder(epoch, next, CheckpointKind.CHECKPOINT, dueAtMillis, Optional.empty());
        announced = Optional.of(order);
        return order;
    }

    /** What was announced will not be: its number is not used again, and what was begun for it is deleted. */
    void withdraw() {
        if (announced.isPresent()) {
            aborted.add(announced.get());
            next = next.next();
            announced = Optional.empty();
        }
    }

    /** The next checkpoint, which is the one that was announced if there is one, or a savepoint in a directory of its own. */
    CheckpointOrder take(long nowMillis, Optional<String> directory) {
        if (directory.isPresent()) {
            withdraw();
        }
        announced = Optional.empty();
        CheckpointKind kind = directory.isPresent() ? CheckpointKind.SAVEPOINT : CheckpointKind.CHECKPOINT;
        CheckpointOrder order = new CheckpointOrder(epoch, next, kind, nowMillis, directory);
        next = next.next();
        return order;
    }

    void aborted(CheckpointOrder order) {
        aborted.add(order);
    }

    /** Those that came to nothing since this was last asked. */
    List<CheckpointOrder> takeAborted() {
        List<CheckpointOrder> taken = aborted;
        aborted = new ArrayList<>();
        return taken;
    }
}
