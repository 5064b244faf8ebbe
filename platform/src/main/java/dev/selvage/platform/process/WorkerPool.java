package dev.selvage.platform.process;

import dev.selvage.core.failure.FaultHandler;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads for work that may block, such as writing files, so that no loop has to. What the work throws is a bug of ours and goes
 * to the fault handler: an executor of the JDK keeps it in a future that nobody asks, and the process goes on without the work.
 * Work that may fail catches its failure and puts it as a message into an inbox. This and {@link Threads} are the only places
 * that start threads, but for the loop's own; a guard holds all others to it.
 *
 * <p>For the same reason it offers {@code execute} only: {@code submit} and the asynchronous methods of
 * {@code CompletableFuture} catch what is thrown before it gets here.
 */
public final class WorkerPool implements Executor, AutoCloseable {

    /** Longer than work should take; whatever takes longer is named. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final FaultHandler faults;
    private final ThreadPoolExecutor threads;
    /** Never more than its size: no work ends a thread, whatever it throws. */
    private final List<Thread> started = new CopyOnWriteArrayList<>();

    /**
     * A pool whose threads start with the first work.
     *
     * @param name of the threads, which are numbered
     */
    public WorkerPool(String name, int size, FaultHandler faults) {
        AtomicInteger number = new AtomicInteger();
        this.name = name;
        this.faults = faults;
        this.threads = new ThreadPoolExecutor(
                size,
                size,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                work -> {
                    Thread thread = Threads.unstarted(name + "-" + number.incrementAndGet(), faults, work);
                    started.add(thread);
                    return thread;
                },
                // After the end nothing is begun, and nobody waits for it.
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** Has the work done by the next free thread, in the order in which it comes; dropped if the pool is closed. */
    @Override
    public void execute(Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (Throwable fault) {
                faults.onFault(Thread.currentThread().getName(), fault);
            }
        });
    }

    /**
     * Drops what has not begun, interrupts nothing, and waits for what has begun. A closer that is interrupted waits no longer;
     * the threads end by themselves.
     */
    @Override
    public void close() {
        threads.shutdown();
        threads.getQueue().clear();
        try {
            if (!threads.awaitTermination(END_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "Expected the work of " + name + " to end within " + END_PATIENCE.toSeconds() + " s, but "
                                + threads.getActiveCount() + " threads are still at it.");
            }
            // The pool is done a moment before its threads are.
            for (Thread thread : started) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
