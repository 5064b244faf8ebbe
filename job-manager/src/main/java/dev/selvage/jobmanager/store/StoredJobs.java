package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;

/** The jobs that a cluster has accepted. Any thread may call; calls block. */
public record StoredJobs(Term term) {

    private static final String NAME = "job";
    private static final RecordFile<StoredJob> FORMAT = new RecordFile<>(NAME, StoredJob.class);

    /** Accepts a job: everything else that it needs is durable already, so that every leader from here on can run it. */
    public WriteOutcome write(StoredJob job) {
        return new TermRecords(term).write(job.plan().job(), NAME, FORMAT, job);
    }

    /** A job as it was accepted. */
    StoredJob read(JobId job) throws IOException {
        return new TermRecords(term)
                .find(job, NAME, FORMAT)
                .orElseThrow(() -> new IOException("Expected the graph of job " + job
                        + " among what is recorded of it, but found none: bring it back, or cancel the job."));
    }
}
