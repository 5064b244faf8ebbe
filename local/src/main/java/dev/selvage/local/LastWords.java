package dev.selvage.local;

import dev.selvage.container.taskmanager.Causes;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers what the tasks of a job left behind: what each subtask counted in the end, and the exceptions behind the last
 * failures, so that the program gets the one that ended its job as it was thrown. A job may fail and restart for ever, so only
 * so many are remembered. Any thread may call.
 */
final class LastWords implements Causes {

    /** More than fail at once, since of one failure each task of a region may tell its own version. */
    private static final int REMEMBERED = 256;

    private final LinkedHashMap<Failure, Throwable> causes = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Failure, Throwable> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final TreeMap<SubtaskId, Counted> counted = new TreeMap<>();

    private record Counted(DeploymentNumber deployment, Map<String, Long> counts) {}

    @Override
    public synchronized void standsBehind(Failure failure, Throwable thrown) {
        causes.put(failure, thrown);
    }

    /** The exception behind a failure, if anybody told. */
    synchronized Optional<Throwable> of(Failure failure) {
        return Optional.ofNullable(causes.get(failure));
    }

    /** What a subtask counted counts as its last deployment says: the records of those before were read again. */
    @Override
    public synchronized void counted(TaskId task, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            counted.merge(
                    task.subtask(),
                    new Counted(task.deployment(), Map.copyOf(counts)),
                    (before, next) -> before.deployment().compareTo(next.deployment()) < 0 ? next : before);
        }
    }

    /** The sums over all subtasks. */
    synchronized Map<String, Long> counters() {
        TreeMap<String, Long> sums = new TreeMap<>();
        counted.values().forEach(each -> each.counts().forEach((name, count) -> sums.merge(name, count, Long::sum)));
        return sums;
    }
}
