package dev.selvage.core.checkpoint;

import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import java.util.List;
import java.util.Optional;

/**
 * The small durable record that says which checkpoints of a job count; writing it is what decides one.
 *
 * @param epoch the leader that wrote it
 * @param retained the newest first
 */
public record Pointer(JobId job, LeaderEpoch epoch, List<CheckpointReference> retained) {

    public Pointer {
        retained = List.copyOf(retained);
        for (int i = 1; i < retained.size(); i++) {
            if (retained.get(i - 1).checkpoint().compareTo(retained.get(i).checkpoint()) <= 0) {
                throw new IllegalArgumentException("expected the newest checkpoint first, but found " + retained);
            }
        }
    }

    /** Of a job without any checkpoint so far. */
    public static Pointer none(JobId job, LeaderEpoch epoch) {
        return new Pointer(job, epoch, List.of());
    }

    /** The same as far as it goes up to this one: what is newer cannot be used. */
    public Pointer upTo(CheckpointId checkpoint) {
        return new Pointer(
                job,
                epoch,
                retained.stream()
                        .filter(reference -> reference.checkpoint().compareTo(checkpoint) <= 0)
                        .toList());
    }

    public Optional<CheckpointReference> newest() {
        return retained.stream().findFirst();
    }
}
