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
    /** Where the directories of this job's checkpoints are. */
    private final String directory;

    private CheckpointId next;
    /** The next, of which tasks were told that it will come, so that they may have begun files for it. */
    private Optional<CheckpointOrder> announced = Optional.empty();
    /** Came to nothing; deleted once a pointer write has shown that this leader still leads. */
    private List<CheckpointOrder> aborted = new ArrayList<>();

    CheckpointNumbers(LeaderEpoch epoch, String directory, CheckpointId next) {
        this.epoch = epoch;
        this.directory = directory;
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
        CheckpointOrder order = checkpoint(dueAtMillis);
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
    CheckpointOrder take(long nowMillis, Optional<String> chosen) {
        if (chosen.isPresent()) {
            withdraw();
        }
        announced = Optional.empty();
        CheckpointOrder order = chosen.map(
                        place -> new CheckpointOrder(epoch, next, CheckpointKind.SAVEPOINT, nowMillis, place))
                .orElseGet(() -> checkpoint(nowMillis));
        next = next.next();
        return order;
    }

    private CheckpointOrder checkpoint(long atMillis) {
        return new CheckpointOrder(epoch, next, CheckpointKind.CHECKPOINT, atMillis, directory + "/chk-" + next);
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
