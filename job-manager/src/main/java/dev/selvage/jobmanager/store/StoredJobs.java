package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;

/** The jobs that were left in a cluster's directory to be run. Any thread may call; calls block. */
public record StoredJobs(FileStorage storage, ClusterDirectory directory) {

    private static final LeaderEpoch NOBODY_YET = new LeaderEpoch(0);

    /** Leaves a job there; everything else that it needs lies there already, so that whoever sees it can run it. */
    public void write(StoredJob job) throws IOException {
        JobId id = job.plan().job();
        storage.createDirectories(directory.snapshots(id));
        storage.createDirectories(directory.checkpoints(id));
        storage.createDirectories(directory.decisions(id, NOBODY_YET));
        storage.createAtomically(file(id), format().bytes(job));
    }

    /** A job as it was left. */
    StoredJob read(JobId job) throws IOException {
        byte[] bytes = storage.read(file(job))
                .orElseThrow(() ->
                        new IOException("Expected job " + job + " in " + directory.job(job) + ", but found none."));
        return format().read(bytes, file(job));
    }

    private static RecordFile<StoredJob> format() {
        return new RecordFile<>("job", StoredJob.class);
    }

    private StoragePath file(JobId job) {
        return directory.job(job).child("job");
    }
}
