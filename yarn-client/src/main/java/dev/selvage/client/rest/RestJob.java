package dev.selvage.client.rest;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.client.CommandException;
import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A job in a cluster that is asked by REST. Any thread may call. */
final class RestJob implements JobClient, Departure.Waited {

    private final JobId job;
    private final String name;
    private final ClusterJobs jobs;
    private final boolean detached;
    private final Departure departure;
    private final ToldIncidents incidents;
    private final long submittedNanos = System.nanoTime();

    /**
     * One that the cluster has accepted.
     *
     * @param detached whether nobody is to wait for its end
     * @param departure is told when its end is known
     */
    RestJob(JobId job, String name, ClusterJobs jobs, boolean detached, Departure departure) {
        this.job = job;
        this.name = name;
        this.jobs = jobs;
        this.detached = detached;
        this.departure = departure;
        this.incidents = new ToldIncidents(jobs);
    }

    @Override
    public String getJobId() {
        return job.toString();
    }

    @Override
    public String what() {
        return "Job " + job + " (" + name + ")";
    }

    @Override
    public String endCommand() {
        String hint = jobs.cluster().finder().hint();
        return "selvage cancel " + (hint.isEmpty() ? "" : hint + " ") + job;
    }

    /** Of a job that is detached nothing is known, and nobody has to wait for that. */
    @Override
    public JobResult result() {
        return detached
                ? new JobResult(getJobId(), false, Duration.ZERO, Map.of())
                : await(Long.MAX_VALUE).orElseThrow();
    }

    @Override
    public Optional<JobResult> result(Duration atMost) {
        return await(atMost.toNanos());
    }

    private Optional<JobResult> await(long nanos) {
        long begin = System.nanoTime();
        for (int round = 0; ; round++) {
            String status = jobs.status(job);
            // One that is set apart does not go on by itself; asked for its result, the cluster says why.
            if (ClusterJobs.isEnd(status) || status.equals("SUSPENDED")) {
                return Optional.of(end());
            } else if (System.nanoTime() - begin >= nanos) {
                return Optional.empty();
            }
            incidents.look(job, name);
            long seconds = Duration.ofNanos(System.nanoTime() - submittedNanos).toSeconds();
            jobs.cluster()
                    .terminal()
                    .progress("Job " + job + " is " + status + " (" + name + ")", ", after " + seconds + " s");
            jobs.cluster().pause(round);
        }
    }

    private JobResult end() {
        ClusterJobs.Result result = jobs.result(job)
                .orElseThrow(() -> CommandException.gaveUp(
                        "Expected the result of job " + job + ", which has ended, but the cluster has none."));
        jobs.cluster().terminal().progressIsOver();
        boolean isNews = departure.hasEnded(this);
        if (result.status().equals("FAILED")) {
            throw new JobFailedException("The job " + name + " (" + job + ") has failed: "
                    + result.failureCause().map(ClusterJobs.Cause::text).orElse("nobody says why"));
        }
        boolean cancelled = result.status().equals("CANCELED");
        if (isNews) {
            jobs.cluster()
                    .terminal()
                    .say("Job " + job + " (" + name + ") " + (cancelled ? "was cancelled" : "has finished") + " after "
                            + seconds(result.netRuntime()) + " s.");
        }
        return new JobResult(getJobId(), cancelled, result.netRuntime(), Map.of());
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f", duration.toMillis() / 1_000.0);
    }

    @Override
    public void cancel() {
        jobs.cancel(job);
    }

    @Override
    public void endAtOnce() {
        jobs.cancelAtOnce(job);
    }

    @Override
    public String triggerSavepoint(String targetDirectory) {
        return jobs.savepoint(job, Optional.of(targetDirectory));
    }

    @Override
    public String stopWithSavepoint(String targetDirectory) {
        return jobs.stop(job, Optional.of(targetDirectory), false);
    }
}
