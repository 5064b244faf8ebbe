package dev.selvage.core.taskmanager;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Component;
import dev.selvage.core.message.TaskReport;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * Failures that most likely follow from others. The leader goes by the first that it hears of, and people by what it says then: so
 * whoever has only lost a neighbour lets the neighbour speak first, wherever that is.
 */
final class AfterThoughts {

    /** Far longer than a message takes; it delays a restart only where nobody else has anything to say. */
    private static final long MILLIS = 200;

    private final TreeMap<TaskId, Long> dueMillis = new TreeMap<>();

    /** Whether it may wait, and does. */
    boolean keep(TaskReport report, long nowMillis) {
        boolean isOne = report.reason()
                .filter(reason -> reason.code() == ErrorCode.NEIGHBOUR_LOST)
                .isPresent();
        if (isOne) {
            dueMillis.put(report.task(), nowMillis + MILLIS);
        }
        return isOne;
    }

    /** The leader knows, or is told now; returns whether it has not been. */
    boolean forget(TaskId task) {
        return dueMillis.remove(task) != null;
    }

    void forgetAll() {
        dueMillis.clear();
    }

    /** Those of which nobody has asked meanwhile. */
    List<TaskId> takeDue(long nowMillis) {
        List<TaskId> due = new ArrayList<>();
        dueMillis.entrySet().removeIf(entry -> entry.getValue() <= nowMillis && due.add(entry.getKey()));
        return due;
    }

    long wakeAtMillis() {
        return dueMillis.values().stream().mapToLong(Long::longValue).min().orElse(Component.NEVER);
    }
}
