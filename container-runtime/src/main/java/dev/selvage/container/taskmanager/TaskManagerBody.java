package dev.selvage.container.taskmanager;

import dev.selvage.core.failure.Failure;
import dev.selvage.core.loop.Body;
import dev.selvage.core.taskmanager.TaskManagerAction;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Carries out what a TaskManager's machine decides, by its tasks and its link to the leader. On the control loop. */
public final class TaskManagerBody implements Body<TaskManagerAction> {

    private final LeaderLink leader;
    private final Tasks tasks;
    private final Consumer<Failure> exit;

    /**
     * A body of these parts.
     *
     * @param exit ends the process, or what stands for it, from another thread than this
     */
    public TaskManagerBody(LeaderLink leader, Tasks tasks, Consumer<Failure> exit) {
        this.leader = leader;
        this.tasks = tasks;
        this.exit = exit;
    }

    @Override
    public void carryOut(TaskManagerAction action) {
        if (action instanceof TaskManagerAction.LookForLeader) {
            leader.lookForLeader();
        } else if (action instanceof TaskManagerAction.Dial dial) {
            leader.dial(dial.address());
        } else if (action instanceof TaskManagerAction.HangUp hangUp) {
            leader.hangUp(hangUp.connection());
        } else if (action instanceof TaskManagerAction.Say say) {
            leader.say(say.connection(), say.message());
        } else if (action instanceof TaskManagerAction.StartTask start) {
            tasks.start(start.task(), start.context());
        } else if (action instanceof TaskManagerAction.CancelTask cancel) {
            tasks.cancel(cancel.task());
        } else if (action instanceof TaskManagerAction.PrepareSnapshot prepare) {
            tasks.prepare(prepare.task(), prepare.order());
        } else if (action instanceof TaskManagerAction.TriggerCheckpoint trigger) {
            tasks.trigger(trigger.task(), trigger.order());
        } else if (action instanceof TaskManagerAction.CommitUpTo commit) {
            tasks.commitUpTo(commit.task(), commit.checkpoint());
        } else if (action instanceof TaskManagerAction.GiveUpCheckpoints giveUp) {
            tasks.giveUp(giveUp.task(), giveUp.upTo());
        } else if (action instanceof TaskManagerAction.HeedFrom heed) {
            tasks.heedFrom(heed.task(), heed.leader());
        } else if (action instanceof TaskManagerAction.ForgetJob forget) {
            tasks.forget(forget.job());
        } else if (action instanceof TaskManagerAction.Exit it) {
            exit.accept(withPlaces(it.reason()));
        } else {
            throw new IllegalStateException("expected an action of a TaskManager, but found " + action);
        }
    }

    /** Whoever wrote what holds up the process finds the place, and whoever runs it knows whom to ask. */
    private Failure withPlaces(Failure reason) {
        Map<String, String> places = tasks.stillStopping();
        if (places.isEmpty()) {
            return reason;
        }
        String stacks = places.entrySet().stream()
                .map(each -> each.getKey() + each.getValue())
                .collect(Collectors.joining("\n"));
        return new Failure(
                reason.code(),
                reason.sentence() + ". Told to stop and still in user code: " + String.join(", ", places.keySet()),
                Optional.of(stacks));
    }
}
