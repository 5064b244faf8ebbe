package dev.selvage.am;

import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.jobmanager.Leader;
import java.util.Optional;

/** Whatever jobs come, until somebody ends it. */
final class SessionPurpose implements Purpose {

    @Override
    public Optional<String> closed() {
        return Optional.empty();
    }

    @Override
    public ApplicationOutcome whenTold() {
        return ApplicationOutcome.SUCCEEDED;
    }

    @Override
    public void leads(Leader leader) {
        // Jobs come by REST.
    }

    @Override
    public void ended(JobResult result) {
        // There may be others.
    }
}
