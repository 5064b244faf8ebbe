package dev.selvage.jobmanager.rest;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.jobmanager.view.JobView;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.http.HttpProblem;
import dev.selvage.platform.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What several handlers read from a request. */
final class Requests {

    private static final int BAD = 400;
    private static final int FORBIDDEN = 403;
    private static final int MISSING = 404;
    private static final int CONFLICT = 409;
    private static final int NOT_NOW = 503;

    /** A loop that takes longer for a turn than this is in trouble, and its clients had better hear that. */
    private static final long PATIENCE_SECONDS = 10;

    private Requests() {}

    static JobId jobId(HttpRequest request) throws HttpProblem {
        try {
            return JobId.parse(request.pathParameter("jobid"));
        } catch (IllegalArgumentException e) {
            throw new HttpProblem(BAD, "Expected the identifier of a job in the path: " + e.getMessage() + ".");
        }
    }

    static Jobs.Entry job(HttpRequest request, Leader leader) throws HttpProblem {
        JobId job = jobId(request);
        Optional<Jobs.Entry> entry = leader.jobs().find(job);
        Optional<String> suspended =
                Optional.ofNullable(leader.jobs().unreadable().get(job));
        if (entry.isEmpty() && suspended.isPresent()) {
            throw new HttpProblem(
                    CONFLICT, "Expected a job that can go on, but found job " + job + " suspended: " + suspended.get());
        } else if (entry.isEmpty()) {
            throw new HttpProblem(
                    MISSING, "Expected a job of this cluster, but found none with the identifier " + job + ".");
        }
        return entry.get();
    }

    /** Refuses what nobody may do, and says why. */
    static void checkOpen(Optional<String> closed) throws HttpProblem {
        if (closed.isPresent()) {
            throw new HttpProblem(FORBIDDEN, closed.get());
        }
    }

    /** How things stand now. */
    static ClusterView view(Leader leader, Optional<JobId> inDetail) throws HttpProblem, InterruptedException {
        try {
            return leader.jobs().view(inDetail).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw new HttpProblem(
                    NOT_NOW,
                    "Expected the JobManager to say how things stand, but found it busy for " + PATIENCE_SECONDS
                            + " s: ask again.");
        }
    }

    /** How a job stands; nothing if it ended under a leader before. */
    static Optional<JobView> viewOf(JobId job, ClusterView view) {
        return view.jobs().stream().filter(each -> each.job().equals(job)).findFirst();
    }
}
