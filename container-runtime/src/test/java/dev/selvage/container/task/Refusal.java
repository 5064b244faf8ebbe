package dev.selvage.container.task;

import org.jspecify.annotations.Nullable;

/** Watches a task during its turn: from the moment in which its output has no room it must leave its input alone. */
final class Refusal {
    private static final long NEVER = -1;

    private final Tally tally;
    private @Nullable Task watched;
    private long refusedAt = NEVER;

    Refusal(Tally tally) {
        this.tally = tally;
    }

    void begin(Task task) {
        watched = task;
        refusedAt = NEVER;
    }

    /** Between two slices of the task's input. */
    void look() {
        if (watched != null && refusedAt == NEVER && !watched.hasRoom()) {
            refusedAt = watched.position();
        }
    }

    void end() {
        if (watched != null && refusedAt != NEVER) {
            tally.refusals++;
            if (watched.position() != refusedAt) {
                throw new AssertionError("expected a task whose output was refused behind " + refusedAt
                        + " records to take no more of them, but it has taken " + watched.position());
            }
        }
        watched = null;
    }
}
