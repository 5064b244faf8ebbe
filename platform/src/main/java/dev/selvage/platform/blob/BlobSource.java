package dev.selvage.platform.blob;

import dev.selvage.core.id.JobId;
import java.io.IOException;
import java.io.InputStream;

/** Where a leader has the files of its jobs. Called from any thread; calls block. */
public interface BlobSource {

    /** What a job's tasks need; fails with a sentence if this leader has no such job. */
    JobBlobs of(JobId job) throws IOException;

    /** One of the files of a job, from this place in it. */
    InputStream open(JobId job, Blob blob, long from) throws IOException;
}
