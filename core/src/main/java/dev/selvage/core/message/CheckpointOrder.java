package dev.selvage.core.message;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import java.util.Optional;

/**
 * What barriers say.
 *
 * @param epoch the leader that triggered it; every file that is written for it has it in its name
 * @param directory where a savepoint's snapshots go; those of checkpoints have their place
 */
public record CheckpointOrder(
        LeaderEpoch epoch,
        CheckpointId checkpoint,
        CheckpointKind kind,
        long triggeredAtMillis,
        Optional<String> directory) {}
