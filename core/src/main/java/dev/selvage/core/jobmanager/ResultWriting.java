package dev.selvage.core.jobmanager;

import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.loop.Component;
import java.util.List;
import java.util.Optional;

/** A job's result on its way to being durable: written until it is known that it is. */
final class ResultWriting {

    private Optional<JobResult> result = Optional.empty();
    private long againAtMillis = Component.NEVER;

    Optional<JobResult> result() {
        return result;
    }

    JobAction begin(JobResult ended) {
        result = Optional.of(ended);
        return new JobAction.WriteResult(ended);
    }

    /** Nobody knows whether it is written. */
    void againAt(long millis) {
        againAtMillis = millis;
    }

    List<JobAction> onTime(long nowMillis) {
        if (againAtMillis > nowMillis) {
            return List.of();
        }
        againAtMillis = Component.NEVER;
        return List.of(new JobAction.WriteResult(result.orElseThrow()));
    }

    long wakeAtMillis() {
        return againAtMillis;
    }
}
