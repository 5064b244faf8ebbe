package dev.selvage.am;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.ShownJobs;
import java.io.IOException;
import java.util.Optional;

/** What an application is there for: what begins once its attempt leads, and what ends it. */
interface Purpose extends AutoCloseable {

    /** Why it takes nobody else's jobs, if that is so. */
    default Optional<String> closed() {
        return Optional.of(
                "Expected a cluster that takes jobs, but found one that is there for one job or program and ends"
                        + " with it: start a session with yarn-session.sh, or another application.");
    }

    /** How it has ended if somebody tells it to end. */
    default ApplicationOutcome whenTold() {
        return ApplicationOutcome.KILLED;
    }

    /** Which jobs that have ended are remembered. */
    default ShownJobs shown(Configuration configuration) {
        return ShownJobs.of(configuration);
    }

    /** The attempt leads, and has taken up what earlier ones have left. If this fails it is called again with the next leader. */
    void leads(Leader leader) throws IOException;

    /** A job has ended: its result is durable. Perhaps before the attempt leads. */
    void ended(JobResult result);

    @Override
    default void close() {
        // Most have nothing that goes on by itself.
    }
}
