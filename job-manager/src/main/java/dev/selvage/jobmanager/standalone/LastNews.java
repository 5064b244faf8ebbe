package dev.selvage.jobmanager.standalone;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.jobmanager.JobNews;
import dev.selvage.platform.process.ExitCode;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What becomes of the only job of a process: the end of it ends the process, everything else is for the log.
 *
 * @param wishes hears what came of them, the last of all before the end
 * @param end is told with which status
 */
record LastNews(JobWishes wishes, Consumer<ExitCode> end) implements JobNews {

    private static final Logger LOG = LogManager.getLogger(LastNews.class);

    @Override
    public void ended(JobResult result) {
        LOG.info("job {} has ended: {}", result.job(), result.status());
        result.reason().ifPresent(LOG::error);
        ExitCode code = result.status() == JobStatus.FAILED ? ExitCode.JOB_FAILED : ExitCode.DONE;
        wishes.over(() -> end.accept(code));
    }

    @Override
    public void wantsSlots(JobId job, int missing) {
        LOG.info("job {} waits for {} slots", job, missing);
    }

    @Override
    public void savepointDone(JobId job, String directory, CheckpointReference savepoint) {
        LOG.info("job {} has savepoint {}", job, savepoint);
        wishes.done(directory, savepoint);
    }

    @Override
    public void savepointFailed(JobId job, String directory, Failure reason) {
        LOG.warn("job {} has no savepoint in {}: {}", job, directory, reason);
        wishes.failed(directory, reason);
    }
}
