package dev.selvage.platform.program;

import dev.selvage.core.id.JobId;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/**
 * With what a job is packed that its program does not say.
 *
 * @param startsFrom whether the job starts from the savepoint or checkpoint that its settings name, by its path
 */
public record JobTicket(JobId job, Predicate<String> startsFrom) {

    /** That of a job that nobody knows yet. */
    public static JobTicket fresh() {
        return of(JobId.random(new SplittableRandom()));
    }

    /** The same with an identifier that somebody has chosen. */
    public static JobTicket of(JobId job) {
        return new JobTicket(job, path -> true);
    }
}
