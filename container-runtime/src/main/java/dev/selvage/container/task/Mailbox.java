package dev.selvage.container.task;

import dev.selvage.container.exchange.Wakeup;
import java.util.function.Consumer;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/** What others ask of a task, from any thread; the task does it between two records, as soon as it is there. */
final class Mailbox {
    private static final int CHUNK = 16;

    private final MpscUnboundedArrayQueue<Consumer<Task>> mails = new MpscUnboundedArrayQueue<>(CHUNK);
    private final Wakeup wakeup = new Wakeup();
    private volatile boolean stopping;

    /** Asks for something; never blocks. */
    void put(Consumer<Task> mail) {
        mails.offer(mail);
        wakeup.wake();
    }

    /** Asks it to end at the next record, or between two timers, without finishing. */
    void stop() {
        stopping = true;
        wakeup.wake();
    }

    boolean isStopping() {
        return stopping;
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }

    /** Wakes the task when something is put in; others may use it for the same end. */
    Wakeup wakeup() {
        return wakeup;
    }

    /** Has a task do what was asked so far. Returns whether there was anything. */
    boolean drain(Task task) {
        @Nullable Consumer<Task> mail = mails.poll();
        if (mail == null) {
            return false;
        }
        while (mail != null) {
            mail.accept(task);
            mail = mails.poll();
        }
        return true;
    }
}
