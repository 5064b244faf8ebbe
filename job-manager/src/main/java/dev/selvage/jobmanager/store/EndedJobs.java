package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Clears away what nobody needs of jobs that have ended. A job with a durable result never runs again under its identifier, so
 * that this is right whoever leads by now, and may be done again. Any thread may call; calls block.
 */
public record EndedJobs(FileStorages storages, ClusterDirectory directory, Term term) {

    private static final Logger LOG = LogManager.getLogger(EndedJobs.class);

    /** Deletes what its tasks ran, and its checkpoints unless its user wants to keep them. */
    public void clear(StoredJob job, JobResult result) {
        JobId id = job.plan().job();
        CheckpointDirectories directories = new CheckpointDirectories(storages);
        clearProgram(id);
        try {
            List<CheckpointReference> kept = result.leavesCheckpoints(job.retention())
                    ? new FileJobStore(directories, term)
                            .pointer(id, job.checkpointDirectory())
                            .map(Pointer::retained)
                            .orElse(List.of())
                    : List.of();
            directories.deleteAllBut(job.checkpointDirectory(), kept);
            kept.stream()
                    .findFirst()
                    .ifPresent(newest -> LOG.info(
                            "The newest checkpoint of job {} stays in {}. Whoever does not need it any more deletes it.",
                            id,
                            StoragePath.parse(newest.manifest()).parent()));
        } catch (IOException e) {
            LOG.warn("Expected to find which checkpoints job {} has left, but could not: all of them stay.", id, e);
        }
    }

    private void clearProgram(JobId job) {
        CheckpointDirectories directories = new CheckpointDirectories(storages);
        directories.deleteTree(directory.program(job));
        directories.deleteTree(directory.jars(job));
    }

    /** Lets go of all that is recorded of a job; its checkpoints are cleared already, or its user's. */
    public void forget(JobId job) throws IOException {
        // Decision moment: before this a job that was set apart may still come back, and needs what its tasks run.
        term.forget(job);
        clearProgram(job);
        StoragePath own = directory.job(job);
        // Empty by now, unless checkpoints in it stay.
        if (storages.of(own).list(own).orElse(List.of()).isEmpty()) {
            storages.of(own).deleteTree(own);
        }
    }
}
