package dev.selvage.api.execute;

import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * Finds whoever runs a job.
 *
 * <pre>{@code
 * JobExecutor local = JobExecutors.forTarget("local");
 * }</pre>
 */
public final class JobExecutors {
    private JobExecutors() {}

    /** The executor of a target. */
    public static JobExecutor forTarget(String target) {
        List<String> others = new ArrayList<>();
        for (JobExecutor each : ServiceLoader.load(JobExecutor.class)) {
            if (each.target().equals(target)) {
                return each;
            }
            others.add(each.target());
        }
        throw new IllegalStateException("Nothing on the class path runs jobs on the target '" + target + "'. "
                + (others.isEmpty()
                        ? "To run from main() or a test, add dev.selvage:selvage-local as a dependency;"
                                + " to run on a cluster, submit with bin/selvage run."
                        : "There is: " + String.join(", ", others) + "; set execution.target to one of them."));
    }
}
