package dev.selvage.core.simulation.job.watch;

import dev.selvage.core.id.TaskId;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.message.TaskReport;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/** The tasks that a leader has heard of. Only on those it may count: what is recorded may never have come to run. */
public final class HeardTasks {

    private final TreeSet<TaskId> heard = new TreeSet<>();

    /** Takes note of what a leader is told. */
    public void tells(TaskManagerMessage message) {
        if (message instanceof TaskManagerMessage.Hello hello) {
            hello.tasks().stream().map(TaskReport::task).forEach(heard::add);
        } else if (message instanceof TaskManagerMessage.TaskStateChanged changed) {
            heard.add(changed.report().task());
        }
    }

    /** One of these tasks, which a leader takes to run, of which it has not heard. */
    public Optional<TaskId> unheard(Collection<TaskId> running) {
        return running.stream().filter(task -> !heard.contains(task)).findFirst();
    }
}
