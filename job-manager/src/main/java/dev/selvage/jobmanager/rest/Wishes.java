package dev.selvage.jobmanager.rest;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Leader;
import dev.selvage.platform.http.HttpProblem;

/** Records what users want before they are told that it will be done. */
final class Wishes {

    private static final int CONFLICT = 409;
    private static final int NOT_NOW = 503;

    private Wishes() {}

    static void record(Leader leader, JobId job, String name, JobEvent.Asked wish) throws HttpProblem {
        WriteOutcome outcome = leader.jobs().wish(job, name, wish);
        if (outcome == WriteOutcome.REFUSED) {
            throw new HttpProblem(
                    CONFLICT,
                    "Expected to record this, but found that something else was asked for under the same name, or that "
                            + "another JobManager leads by now: ask again.");
        } else if (outcome == WriteOutcome.UNKNOWN) {
            throw new HttpProblem(
                    NOT_NOW,
                    "Expected to record this, but the storage did not answer, and it may come to pass or not: ask again"
                            + " with the same triggerId, which asks for nothing twice.");
        }
    }
}
