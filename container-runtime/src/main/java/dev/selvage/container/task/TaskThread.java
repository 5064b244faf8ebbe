package dev.selvage.container.task;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.platform.process.Threads;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Turns one task on a thread of its own until it has ended, and tells how it did. */
public final class TaskThread {
    /** A clock that was set, or a wake-up that somebody forgot, costs no more than this. */
    private static final long LONGEST_SLEEP_MILLIS = 1_000;

    private final Making making;
    private final Ending ending;
    private final Thread thread;
    private volatile boolean cancelled;
    private volatile @Nullable Task task;

    /** Makes the task, on its own thread: reading its state may take long. */
    public interface Making {
        Task make() throws Exception;
    }

    /** Told once, from the task's thread, as the last thing that it does. */
    public interface Ending {
        /** The task has finished, was cancelled (no failure, not finished), or has failed behind so many records. */
        void ended(boolean finished, @Nullable Throwable failure, long records);
    }

    /** A thread for a task; {@link #start} sets it going. */
    public TaskThread(String name, FaultHandler faults, Making making, Ending ending) {
        this.making = making;
        this.ending = ending;
        this.thread = Threads.unstarted(name, faults, this::run);
        this.thread.setDaemon(true);
    }

    public void start() {
        thread.start();
    }

    /** The task is to end at the next record, without finishing. */
    public void cancel() {
        cancelled = true;
        Task running = task;
        if (running != null) {
            running.wakeup().wake();
        }
    }

    /** Where the thread is now, for the message about a task that does not end. */
    public StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    /** Wakes user code that waits for something. */
    public void interrupt() {
        thread.interrupt();
    }

    public boolean isAlive() {
        return thread.isAlive();
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
        ending.ended(finished && failure == null, failure, ran == null ? 0 : ran.position());
    }

    private boolean turnUntilOver() throws Exception {
        if (cancelled) {
            return false;
        }
        Task made = making.make();
        try {
            task = made;
            made.open();
            while (!cancelled && !made.isFinished()) {
                if (made.turn() == Task.Turn.IDLE) {
                    sleep(made);
                }
            }
        } catch (Throwable thrown) {
            closeAfter(thrown, made);
            throw thrown;
        }
        made.close();
        return made.isFinished();
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
            task.wakeup().await(TimeUnit.MILLISECONDS.toNanos(Math.min(millis, LONGEST_SLEEP_MILLIS)));
        }
    }
}
