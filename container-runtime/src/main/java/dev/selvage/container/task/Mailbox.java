package dev.selvage.container.task;

import dev.selvage.container.exchange.Wakeup;
import org.jctools.queues.MpscUnboundedArrayQueue;
import org.jspecify.annotations.Nullable;

/** What others ask of a task, from any thread; the task does it between two records. */
final class Mailbox {
    private static final int CHUNK = 16;

    private final MpscUnboundedArrayQueue<Runnable> mails = new MpscUnboundedArrayQueue<>(CHUNK);
    private final Wakeup wakeup;

    Mailbox(Wakeup wakeup) {
        this.wakeup = wakeup;
    }

    /** Asks for something; never blocks. */
    void put(Runnable mail) {
        mails.offer(mail);
        wakeup.wake();
    }

    boolean isEmpty() {
        return mails.isEmpty();
    }

    /** Does what was asked so far. Returns whether there was anything. */
    boolean drain() {
        @Nullable Runnable mail = mails.poll();
        if (mail == null) {
            return false;
        }
        while (mail != null) {
            mail.run();
            mail = mails.poll();
        }
        return true;
    }
}
