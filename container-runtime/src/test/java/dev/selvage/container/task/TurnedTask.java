package dev.selvage.container.task;

import dev.selvage.container.job.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;

/** A task of a {@link TurnedJob}, and what is to be let go of with it. */
record TurnedTask(TaskStart start, Task task, Mailbox mailbox) {
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
