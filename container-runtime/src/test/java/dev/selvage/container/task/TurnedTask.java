package dev.selvage.container.task;

import dev.selvage.container.job.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A task of a {@link TurnedJob}, whether it sleeps, and what is to be let go of with it. */
final class TurnedTask {
    private final TaskStart start;
    private final Task task;
    private final Mailbox mailbox;
    private boolean asleep;

    TurnedTask(TaskStart start, Task task, Mailbox mailbox) {
        this.start = start;
        this.task = task;
        this.mailbox = mailbox;
    }

    TaskStart start() {
        return start;
    }

    Task task() {
        return task;
    }

    Mailbox mailbox() {
        return mailbox;
    }

    /** Whether a thread would turn it now: it has not gone to sleep, or was woken, or it is time. */
    boolean isAwake(long nowMillis) {
        return !asleep || task.wakeup().isWoken() || task.wakeAtMillis() <= nowMillis;
    }

    /** A turn; whether there was work. If there was none, the task sleeps from here on. */
    boolean turn() {
        if (asleep) {
            // Takes the mark back before the look, as whoever has slept does.
            task.wakeup().await(0);
        }
        asleep = task.turn() == Task.Turn.IDLE;
        return !asleep;
    }

    /** As it stands in the message about a job that stands still. */
    String describe(long nowMillis) {
        return start.humanName() + ": " + task.position() + " records, " + (isAwake(nowMillis) ? "awake" : "asleep")
                + (task.hasRoom() ? "" : ", without room") + (task.chain().isAtEnd() ? ", at its end" : "");
    }

    void close(boolean finished) {
        try {
            task.close();
        } catch (IOException thrown) {
            throw new UncheckedIOException(thrown);
        } catch (RuntimeException thrown) {
            if (finished || !Faults.isFault(thrown)) {
                throw thrown;
            }
        } finally {
            start.close(finished);
        }
    }
}
