package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.rpc.MessageFormat;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** The jobs that were left in a cluster's directory to be run. Any thread may call; calls block. */
public record StoredJobs(FileStorage storage, ClusterDirectory directory) {

    private static final MessageFormat<StoredJob> FORMAT = new MessageFormat<>(StoredJob.class);

    /** Leaves a job there; everything else that it needs lies there already, so that whoever sees it can run it. */
    public void write(StoredJob job) throws IOException {
        JobId id = job.plan().job();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        FORMAT.write(job, bytes);
        storage.createDirectories(directory.job(id));
        storage.createDirectories(directory.snapshots(id));
        storage.createAtomically(file(id), bytes.toByteArray());
    }

    /**
     * Takes a job, which can be done once. Checkpoints are remembered by the JobManager alone as yet, so that a second one
     * would start from the beginning what the first one has in part committed.
     */
    public StoredJob take(JobId job) throws IOException {
        try (SeekableInput in = storage.open(file(job))) {
            StoredJob found = FORMAT.read(in);
            // Decision moment: of all who try to take the job, one can make the marker.
            storage.createMarker(directory.job(job).child("taken"));
            return found;
        } catch (RefusedException e) {
            if (e.reason() == RefusedException.Reason.EXISTS) {
                throw new IOException(
                        "Expected job " + job + " to be new, but found that a JobManager has run it before."
                                + " What it had come to is not known any more; submit it again under another id.",
                        e);
            }
            throw new IOException("Expected job " + job + " in " + directory.job(job) + ", but found none.", e);
        }
    }

    private StoragePath file(JobId job) {
        return directory.job(job).child("job");
    }
}
