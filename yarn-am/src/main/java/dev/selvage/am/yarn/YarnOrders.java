package dev.selvage.am.yarn;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is to be said to the ResourceManager with the next heartbeat, which it brings forward. Any thread may call. */
final class YarnOrders {

    private Optional<ContainerAction.Ask> ask = Optional.empty();
    private List<TaskManagerId> releases = new ArrayList<>();
    private boolean ended;

    /** All that was ordered since this was last asked. */
    record Batch(Optional<ContainerAction.Ask> ask, List<TaskManagerId> releases) {}

    synchronized void ask(ContainerAction.Ask newest) {
        ask = Optional.of(newest);
        notifyAll();
    }

    synchronized void release(TaskManagerId container) {
        releases.add(container);
        notifyAll();
    }

    synchronized void end() {
        ended = true;
        notifyAll();
    }

    synchronized boolean isEnded() {
        return ended;
    }

    synchronized Batch take() {
        Batch batch = new Batch(ask, releases);
        ask = Optional.empty();
        releases = new ArrayList<>();
        return batch;
    }

    /** Returns after so long, or as soon as there is something to take or all is over. */
    synchronized void await(long millis) throws InterruptedException {
        long untilNanos = System.nanoTime() + millis * 1_000_000;
        long leftMillis = millis;
        while (ask.isEmpty() && releases.isEmpty() && !ended && leftMillis > 0) {
            wait(leftMillis);
            leftMillis = (untilNanos - System.nanoTime()) / 1_000_000;
        }
    }
}
