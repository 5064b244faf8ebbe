package dev.selvage.core.checkpoint;

/** Where a snapshot is. Its inner sections, per operator and key group, are found by an index within it. */
public sealed interface SnapshotHandle {

    /**
     * In a file, by its exact name: in the job's directory, or wherever it is if the name has a slash.
     *
     * @param checksum of these bytes, checked by whoever reads them
     */
    record InFile(String file, long offset, long length, long checksum) implements SnapshotHandle {

        InFile called(String name) {
            return new InFile(name, offset, length, checksum);
        }
    }

    /** Here: small enough to travel inside an acknowledgement and to stand in the manifest. */
    record Inline(Bytes bytes) implements SnapshotHandle {}
}
