package dev.selvage.am.yarn;

import dev.selvage.core.id.TaskManagerId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which containers YARN is going to take away. It says so once for each, and never that one may stay after all: whoever is still there
 * long after he should have gone stays.
 */
final class Leavings {

    /** Four times as long as YARN waits between saying so and doing it, if nobody has changed that. */
    static final long FORGET_MILLIS = 60_000;

    private final TreeMap<TaskManagerId, Long> saidAt = new TreeMap<>();
    private List<TaskManagerId> told = List.of();

    void said(Collection<TaskManagerId> containers, long nowMillis) {
        containers.forEach(container -> saidAt.put(container, nowMillis));
    }

    void gone(TaskManagerId container) {
        saidAt.remove(container);
    }

    /** All of them, if they are others than when this was last asked. */
    Optional<List<TaskManagerId>> news(long nowMillis) {
        saidAt.values().removeIf(said -> nowMillis - said >= FORGET_MILLIS);
        List<TaskManagerId> now = List.copyOf(saidAt.keySet());
        boolean changed = !now.equals(told);
        told = now;
        return changed ? Optional.of(now) : Optional.empty();
    }
}
