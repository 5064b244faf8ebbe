package dev.selvage.core.jobmanager;

import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.loop.Turn;
import java.util.List;
import java.util.Optional;

/** What is said to a leader before, and arrives at the present one: it has to change nothing, not even when somebody was last heard. */
public final class MeantForOthers {

    private MeantForOthers() {}

    /** Tells it, and returns what came of that, if anything. Whatever time brings has to have come before. */
    public static Optional<String> heeded(JobManager leading, JobManagerEvent.Heard heard, Turn turn) {
        ClusterView before = leading.view(Optional.empty());
        List<JobManagerAction> answer = leading.onMessage(heard, turn);
        ClusterView after = leading.view(Optional.empty());
        if (!answer.isEmpty()) {
            return Optional.of("answered " + heard + " with " + answer);
        }
        return after.equals(before)
                ? Optional.empty()
                : Optional.of("made " + after.taskManagers() + " of " + before.taskManagers() + " for " + heard);
    }
}
