package dev.selvage.core.message;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import java.util.Optional;

/**
 * What barriers say.
 *
 * @param directory where a savepoint's snapshots go; those of checkpoints have their place
 */
public record CheckpointOrder(
        CheckpointId checkpoint, CheckpointKind kind, long triggeredAtMillis, Optional<String> directory) {}
