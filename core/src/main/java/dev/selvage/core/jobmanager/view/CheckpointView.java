package dev.selvage.core.jobmanager.view;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.message.CheckpointOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A checkpoint or savepoint, on its way or over.
 *
 * @param endedAtMillis when it was completed or given up; nothing as long as it is on its way
 * @param reference what it can be restored by, once it is complete
 * @param failure why it came to nothing, if it did
 * @param shares of each vertex that takes part
 */
public record CheckpointView(
        CheckpointOrder order,
        OptionalLong endedAtMillis,
        Optional<CheckpointReference> reference,
        boolean deleted,
        Optional<Failure> failure,
        List<Share> shares) {

    public CheckpointView {
        shares = List.copyOf(shares);
    }

    /**
     * What the tasks of a vertex have done for it.
     *
     * @param lastMillis when the last of those that have acknowledged did so; nothing if none has
     */
    public record Share(VertexId vertex, int tasks, int acknowledged, long bytes, OptionalLong lastMillis) {}

    /** How many bytes its snapshots have. */
    public long bytes() {
        return shares.stream().mapToLong(Share::bytes).sum();
    }

    /** From its beginning to its end. */
    public OptionalLong durationMillis() {
        return endedAtMillis.isPresent()
                ? OptionalLong.of(Math.max(0, endedAtMillis.getAsLong() - order.triggeredAtMillis()))
                : OptionalLong.empty();
    }

    /** The same, deleted by now. */
    public CheckpointView afterDeletion() {
        return new CheckpointView(order, endedAtMillis, reference, true, failure, shares);
    }
}
