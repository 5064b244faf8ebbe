package dev.selvage.client.rest;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.api.execute.JobResult;
import dev.selvage.client.CommandException;
import dev.selvage.core.id.JobId;
import java.util.Optional;

/** A job in a cluster that outlives it, and is asked by REST how it has ended. */
final class RestJob extends ClusterJob {

    RestJob(JobId job, String name, ClusterJobs jobs, boolean detached, Departure departure) {
        super(job, name, jobs, detached, departure);
    }

    @Override
    public String endCommand() {
        String hint = jobs().cluster().finder().hint();
        return "selvage cancel " + (hint.isEmpty() ? "" : hint + " ") + job();
    }

    @Override
    protected Optional<JobResult> await(long nanos) {
        long begin = System.nanoTime();
        for (int round = 0; ; round++) {
            String status = jobs().status(job());
            // One that is set apart does not go on by itself; asked for its result, the cluster says why.
            if (ClusterJobs.isEnd(status) || status.equals("SUSPENDED")) {
                return Optional.of(end());
            } else if (System.nanoTime() - begin >= nanos) {
                return Optional.empty();
            }
            tellIncidents();
            terminal().progress(is(status), ", after " + sinceSubmission().toSeconds() + " s");
            jobs().cluster().pause(round);
        }
    }

    private JobResult end() {
        ClusterJobs.Result result = jobs().result(job())
                .orElseThrow(() -> CommandException.gaveUp(
                        "Expected the result of job " + job() + ", which has ended, but the cluster has none."));
        terminal().progressIsOver();
        boolean isNews = hasEnded();
        if (result.status().equals("FAILED")) {
            throw new JobFailedException(hasFailed()
                    + result.failureCause().map(ClusterJobs.Cause::text).orElse("nobody says why"));
        }
        return ended(result.status().equals("CANCELED"), result.netRuntime(), isNews);
    }

    @Override
    public void endAtOnce() {
        jobs().cancelAtOnce(job());
    }
}
