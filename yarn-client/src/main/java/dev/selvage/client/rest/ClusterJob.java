package dev.selvage.client.rest;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobResult;
import dev.selvage.client.Terminal;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A job that a cluster has accepted, whoever knows how it ends. Any thread may call. */
public abstract class ClusterJob implements JobClient, Departure.Waited {

    private final JobId job;
    private final String name;
    private final ClusterJobs jobs;
    private final boolean detached;
    private final Departure departure;
    private final ToldIncidents incidents;
    private final long submittedNanos = System.nanoTime();

    /**
     * One of a cluster.
     *
     * @param detached whether nobody is to wait for its end
     * @param departure is told when its end is known
     */
    protected ClusterJob(JobId job, String name, ClusterJobs jobs, boolean detached, Departure departure) {
        this.job = job;
        this.name = name;
        this.jobs = jobs;
        this.detached = detached;
        this.departure = departure;
        this.incidents = new ToldIncidents(jobs);
    }

    @Override
    public final String getJobId() {
        return job.toString();
    }

    protected final JobId job() {
        return job;
    }

    protected final ClusterJobs jobs() {
        return jobs;
    }

    protected final Terminal terminal() {
        return jobs.cluster().terminal();
    }

    protected final Duration sinceSubmission() {
        return Duration.ofNanos(System.nanoTime() - submittedNanos);
    }

    @Override
    public final String what() {
        return "Job " + job + " (" + name + ")";
    }

    /** For people who wait. */
    protected final String is(String status) {
        return "Job " + job + " is " + status + " (" + name + ")";
    }

    /** For {@link dev.selvage.api.execute.JobFailedException}. */
    protected final String hasFailed() {
        return "The job " + name + " (" + job + ") has failed: ";
    }

    /** Of a job that is detached nothing is known, and nobody has to wait for that. */
    @Override
    public final JobResult result() {
        return detached
                ? new JobResult(getJobId(), false, Duration.ZERO, Map.of())
                : await(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public final Optional<JobResult> result(Duration atMost) {
        return await(atMost.toNanos());
    }

    /** Nothing if it goes on after so long. */
    protected abstract Optional<JobResult> await(long nanos);

    /** What has gone wrong since somebody looked last is told. */
    protected final void tellIncidents() {
        incidents.look(job, name);
    }

    /** Nobody waits for it any more. Returns whether that is news. */
    protected final boolean hasEnded() {
        return departure.hasEnded(this);
    }

    /** It has come to an end that was wanted, which is told if it is news. */
    protected final JobResult ended(boolean cancelled, Duration took, boolean isNews) {
        if (isNews) {
            terminal()
                    .say(what() + " " + (cancelled ? "was cancelled" : "has finished") + " after "
                            + String.format(Locale.ROOT, "%.1f", took.toMillis() / 1_000.0) + " s.");
        }
        return new JobResult(getJobId(), cancelled, took, Map.of());
    }

    @Override
    public final void cancel() {
        jobs.cancel(job);
    }

    @Override
    public final String triggerSavepoint(String targetDirectory) {
        return jobs.savepoint(job, Optional.of(targetDirectory));
    }

    @Override
    public final String stopWithSavepoint(String targetDirectory) {
        return jobs.stop(job, Optional.of(targetDirectory), false);
    }
}
