package dev.selvage.container.task;

import dev.selvage.container.operator.TaskStoppedException;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** Turns one task on a thread of its own until it has ended, and tells how it did. */
final class TaskThread {
    private static final Logger LOG = LogManager.getLogger(TaskThread.class);
    /** A clock that was set, or a wake-up that somebody forgot, costs no more than this. */
    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    private final Making making;
    private final Mailbox mailbox;
    private final News news;
    private final Thread thread;
    private volatile @Nullable Task task;

    /** Makes the task, on its own thread: reading its state may take long. */
    interface Making {
        /** The classes of its job, which user code on this thread finds as the thread's own. */
        ClassLoader classes() throws Exception;

        Task make() throws Exception;
    }

    /** What others want to know of it; told from the task's thread. */
    interface News {
        /** The task is open, and its first turn follows. */
        void runs();

        /** The task is over. Told once, as the last thing that its thread does. */
        void ended(Ending ending);
    }

    /**
     * How a task ended: it has finished, was cancelled (not finished, no failure), or has failed.
     *
     * @param cancelled whether it was told to stop by then: what it throws may follow from that
     * @param records how many it had taken in
     * @param counts what its functions had counted
     */
    record Ending(
            boolean finished, @Nullable Throwable failure, boolean cancelled, long records, Map<String, Long> counts) {}

    /** A thread for a task; {@link #start} sets it going. */
    TaskThread(String name, FaultHandler faults, Making making, Mailbox mailbox, News news) {
        this.making = making;
        this.mailbox = mailbox;
        this.news = news;
        this.thread = Threads.unstarted(name, faults, this::run);
        this.thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /** The task is to end at the next record, without finishing. */
    void cancel() {
        mailbox.stop();
    }

    boolean isCancelled() {
        return mailbox.isStopping();
    }

    /** Where the thread is now, a line per call, for the message about a task that does not end. */
    String place() {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : thread.getStackTrace()) {
            lines.append("\n    at ").append(frame);
        }
        return lines.toString();
    }

    /** Wakes user code that waits for something; what it waits for may be of its own making, and have a part in this. */
    void interrupt() {
        Thread.currentThread().setContextClassLoader(thread.getContextClassLoader());
        thread.interrupt();
    }

    String name() {
        return thread.getName();
    }

    /** Waits for so long at most until the thread has ended; returns whether it has. */
    boolean join(Duration patience) {
        try {
            thread.join(patience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
        }
        return !thread.isAlive();
    }

    private void run() {
        @Nullable Throwable failure = null;
        boolean finished = false;
        try {
            finished = turnUntilOver();
        } catch (Throwable thrown) {
            failure = thrown;
        }
        Task ran = task;
        boolean cancelled = isCancelled();
        news.ended(
                ran == null
                        ? new Ending(false, failure, cancelled, 0, Map.of())
                        : new Ending(finished && failure == null, failure, cancelled, ran.position(), ran.counts()));
    }

    private boolean turnUntilOver() throws Exception {
        if (isCancelled()) {
            return false;
        }
        thread.setContextClassLoader(making.classes());
        Task made = making.make();
        try {
            task = made;
            made.open();
            news.runs();
            turn(made);
            if (!made.isFinished()) {
                made.settle();
            }
        } catch (Throwable thrown) {
            closeAfter(thrown, made);
            throw thrown;
        }
        made.close();
        return made.isFinished();
    }

    private void turn(Task made) {
        try {
            while (!isCancelled() && !made.isFinished()) {
                if (made.turn() == Task.Turn.IDLE) {
                    sleep(made);
                }
            }
        } catch (TaskStoppedException told) {
            // In the midst of a turn that might not have ended; what follows is the same.
            LOG.debug("Task {} was told to stop, and has left its turn.", name(), told);
        }
    }

    /** What closing throws after a failure is only a consequence. */
    private static void closeAfter(Throwable failure, Task failed) {
        try {
            failed.close();
        } catch (Throwable alsoThrown) {
            failure.addSuppressed(alsoThrown);
        }
    }

    private static void sleep(Task task) {
        long millis = task.wakeAtMillis() - task.nowMillis();
        if (millis > 0) {
            // A mark that user code left on its thread would let no sleep last any more.
            Thread.interrupted();
            task.wakeup().await(TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_SLEEP_MILLIS)));
        }
    }
}
