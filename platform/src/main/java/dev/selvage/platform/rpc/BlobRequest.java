package dev.selvage.platform.rpc;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;

/** What whoever dials for blobs asks, one question after the other: it asks again once it has the answer. */
sealed interface BlobRequest {

    /** What do this job's tasks need? */
    record Needed(JobId job) implements BlobRequest {}

    /** A piece of a file, from this place in it. */
    record Piece(JobId job, Blob blob, long from) implements BlobRequest {}
}
