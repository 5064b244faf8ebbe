package dev.selvage.platform.rpc;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.platform.blob.JobBlobs;

/** What a leader answers to whoever dialled for blobs. */
sealed interface BlobReply {

    record Needed(JobBlobs blobs) implements BlobReply {}

    /** Nothing in it if the file ends before the place that was asked for. */
    record Piece(Bytes bytes) implements BlobReply {}

    /** It cannot be had here, for this reason. */
    record Refused(String sentence) implements BlobReply {}
}
