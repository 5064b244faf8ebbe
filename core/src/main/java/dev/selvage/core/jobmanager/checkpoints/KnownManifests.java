package dev.selvage.core.jobmanager.checkpoints;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeMap;

/** What a job can begin with: the manifests that its pointer names and this leader knows, and what it was told to start from. */
final class KnownManifests {

    private final Optional<Manifest> origin;
    private final TreeMap<CheckpointId, Manifest> manifests = new TreeMap<>();

    KnownManifests(Optional<Manifest> origin, Collection<Manifest> known) {
        this.origin = origin;
        known.forEach(this::put);
    }

    void put(Manifest manifest) {
        manifests.put(manifest.checkpoint(), manifest);
    }

    void remove(CheckpointReference reference) {
        manifests.remove(reference.checkpoint());
    }

    /** The newest that the pointer names, or what the job was told to start from, if there is either. */
    Optional<Manifest> newest(Pointer pointer) {
        return pointer.newest().flatMap(this::of).or(() -> origin);
    }

    private Optional<Manifest> of(CheckpointReference reference) {
        return Optional.ofNullable(manifests.get(reference.checkpoint()));
    }

    /** From where to go on if a task cannot read its part of this checkpoint. */
    RestoreChoice behind(CheckpointId damaged, Pointer pointer, Failure found, boolean mayNotGoBack) {
        Optional<CheckpointReference> newest = pointer.newest();
        if (newest.isEmpty()) {
            return new RestoreChoice.Suspend(found);
        } else if (!newest.get().checkpoint().equals(damaged)) {
            // Another task has found the same before.
            return new RestoreChoice.From(newest.get());
        }
        return RestoreChoice.behindNewest(pointer, reference -> of(reference).isPresent(), found, mayNotGoBack);
    }
}
