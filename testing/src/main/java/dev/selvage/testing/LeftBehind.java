package dev.selvage.testing;

import dev.selvage.api.execute.JobClient;
import dev.selvage.api.execute.JobFailedException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What jobs must not leave behind when their test is over. */
final class LeftBehind {
    /** The loops and pools of a cluster, its tasks, such as {@code map (1/2)}, and those that see to their end. */
    private static final Pattern OURS = Pattern.compile("local-.*|cancelling-.*|.* \\(\\d+/\\d+\\)");

    private LeftBehind() {}

    /** Waits until a job has ended, however it does: a test that cares how has asked before. */
    static void awaitEnd(JobClient job, Duration patience) {
        try {
            if (job.result(patience).isEmpty()) {
                throw new AssertionError("Wanted job " + job.getJobId() + " to end within " + patience
                        + " of its cancellation, found it still running: does its code ignore interrupts?\n"
                        + told(ours(Set.of())));
            }
        } catch (JobFailedException failed) {
            // Whether that was meant, the test knows; it has had the chance to look.
        }
    }

    /** Fails if threads of jobs live that did not before. */
    static void refuse(Set<Thread> before, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread each : ours(before)) {
            try {
                each.join(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        List<Thread> left = ours(before);
        if (!left.isEmpty()) {
            throw new AssertionError("Wanted the jobs of this test to leave no thread behind, found:\n" + told(left));
        }
    }

    private static List<Thread> ours(Set<Thread> before) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !before.contains(thread))
                .filter(thread -> OURS.matcher(thread.getName()).matches())
                .toList();
    }

    private static String told(List<Thread> threads) {
        return threads.stream()
                .map(thread -> thread.getName() + "\n    at "
                        + List.of(thread.getStackTrace()).stream()
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n    at ")))
                .collect(Collectors.joining("\n"));
    }
}
