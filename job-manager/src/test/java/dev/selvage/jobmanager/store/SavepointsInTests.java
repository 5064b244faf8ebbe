package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import java.util.List;
import java.util.Optional;

/** Savepoints that nobody had to take. */
public final class SavepointsInTests {

    private SavepointsInTests() {}

    /** Completes one that has no state. */
    public static CheckpointReference complete(Savepoints savepoints, String directory, JobId job, long checkpoint) {
        Manifest manifest = new Manifest(
                job, new CheckpointId(checkpoint), new LeaderEpoch(1), CheckpointKind.SAVEPOINT, 1_000, List.of());
        CheckpointOrder order =
                new CheckpointOrder(manifest.epoch(), manifest.checkpoint(), manifest.kind(), 1_000, directory);
        return new CheckpointDirectories(savepoints.storages())
                .write(manifest, order, Optional.empty())
                .reference()
                .orElseThrow();
    }
}
