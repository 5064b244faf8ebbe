package dev.selvage.core.simulation.job.watch;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.taskmanager.TaskManagerAction;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerMachine;
import java.util.List;
import java.util.function.Consumer;

/** A TaskManager that is watched: once it has found a leader of some epoch it neither heeds an older one nor speaks under its epoch. */
public final class Obedience implements Component<TaskManagerEvent, TaskManagerAction> {

    private final TaskManagerMachine watched;
    private final Consumer<String> breaks;
    private LeaderEpoch highest = new LeaderEpoch(0);

    public Obedience(TaskManagerMachine watched, Consumer<String> breaks) {
        this.watched = watched;
        this.breaks = breaks;
    }

    @Override
    public List<TaskManagerAction> onWake(Turn turn) {
        return spoken(watched.onWake(turn));
    }

    @Override
    public List<TaskManagerAction> onMessage(TaskManagerEvent event, Turn turn) {
        if (event instanceof TaskManagerEvent.LeaderFound found && found.epoch().compareTo(highest) > 0) {
            highest = found.epoch();
        } else if (event instanceof TaskManagerEvent.LeaderFound found
                && found.epoch().compareTo(highest) < 0) {
            return refused(event, turn);
        } else if (event instanceof TaskManagerEvent.Heard heard
                && heard.message().epoch().compareTo(highest) < 0) {
            return refused(event, turn);
        }
        return spoken(watched.onMessage(event, turn));
    }

    /** Whatever time brings comes first; then nothing follows from an older leader. */
    private List<TaskManagerAction> refused(TaskManagerEvent event, Turn turn) {
        List<TaskManagerAction> due = watched.onWake(turn);
        List<TaskManagerAction> answer = watched.onMessage(event, turn);
        if (!answer.isEmpty()) {
            breaks.accept("answered " + event + " with " + answer + " though it knew of epoch " + highest);
        }
        return spoken(due);
    }

    private List<TaskManagerAction> spoken(List<TaskManagerAction> actions) {
        for (TaskManagerAction action : actions) {
            if (action instanceof TaskManagerAction.Say say
                    && say.message().epoch().compareTo(highest) < 0) {
                breaks.accept("said " + say.message() + " though it knew of epoch " + highest);
            }
        }
        return actions;
    }

    @Override
    public long wakeAtMillis() {
        return watched.wakeAtMillis();
    }
}
