package dev.selvage.core.checkpoint;

import dev.selvage.core.id.CheckpointId;

/**
 * A checkpoint as a pointer names it.
 *
 * @param manifest the manifest's exact name
 * @param checksum of the manifest, so that a pointer never names what cannot be read
 */
public record CheckpointReference(CheckpointId checkpoint, String manifest, long checksum) {

    /** The directory that the manifest is in, by which a job is told to start from there. */
    public String directory() {
        return manifest.substring(0, Math.max(0, manifest.lastIndexOf('/')));
    }
}
