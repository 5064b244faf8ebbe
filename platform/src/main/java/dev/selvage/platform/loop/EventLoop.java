package dev.selvage.platform.loop;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.loop.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Drives one component on one named thread: a message or a wake-up, a decision, its actions, in order. Other threads only
 * {@link #put}. Whatever a component or its body throws is a bug of ours and goes to the fault handler; the loop ends.
 */
public final class EventLoop<M, A> implements Inbox<M>, AutoCloseable {

    private static final Object END = new Object();

    /** Messages per reading of the clock; bounds how late a wake-up can be under load. */
    private static final int BATCH = 256;

    /** Longer than any turn should take: the loop is asked to end between two of them. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);

    private final Component<M, A> component;
    private final Body<A> body;
    private final LoopClock clock;
    private final RandomGenerator random;
    private final FaultHandler faults;
    private final Thread thread;
    /** Messages, and {@link #END} once, which wakes the loop without interrupting what its body is doing. */
    private final BlockingQueue<Object> inbox = new LinkedBlockingQueue<>();

    /** Written by whoever closes, read by the loop's thread. */
    private volatile boolean ending;

    /**
     * A loop that is not running yet.
     *
     * @param name of the thread, by which people find it in dumps and logs
     */
    public EventLoop(
            String name,
            Component<M, A> component,
            Body<A> body,
            LoopClock clock,
            RandomGenerator random,
            FaultHandler faults) {
        this.component = component;
        this.body = body;
        this.clock = clock;
        this.random = random;
        this.faults = faults;
        this.thread = new Thread(this::run, name);
    }

    public void start() {
        thread.start();
    }

    @Override
    public void put(M message) {
        inbox.add(message);
    }

    private void run() {
        try {
            List<Object> batch = new ArrayList<>(BATCH);
            carryOut(component.onWake(now()));
            while (!ending) {
                turn(batch);
            }
        } catch (Throwable fault) {
            // Also an interruption: nobody has a reason to interrupt this thread.
            faults.onFault(thread.getName(), fault);
        }
    }

    private void turn(List<Object> batch) throws InterruptedException {
        if (component.wakeAtMillis() <= clock.nowMillis()) {
            carryOut(component.onWake(now()));
        }
        // A component that is due again at once must not starve its inbox, nor its inbox the alarm.
        inbox.drainTo(batch, BATCH);
        if (batch.isEmpty()) {
            awaitOne(batch);
        }
        Turn turn = now();
        for (Object message : batch) {
            if (message != END && !ending) {
                carryOut(component.onMessage(asMessage(message), turn));
            }
        }
        batch.clear();
    }

    @SuppressWarnings("unchecked")
    private M asMessage(Object message) {
        return (M) message;
    }

    private void awaitOne(List<Object> batch) throws InterruptedException {
        long wakeAt = component.wakeAtMillis();
        Object message = wakeAt == Component.NEVER
                ? inbox.take()
                : inbox.poll(wakeAt - clock.nowMillis(), TimeUnit.MILLISECONDS);
        if (message != null) {
            batch.add(message);
        }
    }

    private void carryOut(List<A> actions) {
        for (A action : actions) {
            body.carryOut(action);
        }
    }

    private Turn now() {
        return new Turn(clock.nowMillis(), random);
    }

    /**
     * Ends the loop after the turn that it is in; messages not taken by then are dropped. Waits for that end, and says where the
     * loop is if it does not come in time. A closer that is interrupted waits no longer and stays interrupted; the loop ends all
     * the same.
     */
    @Override
    public void close() {
        ending = true;
        inbox.add(END);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(END_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (thread.isAlive()) {
            StringBuilder where = new StringBuilder();
            for (StackTraceElement frame : thread.getStackTrace()) {
                where.append("\n  at ").append(frame);
            }
            throw new IllegalStateException("Expected the loop " + thread.getName() + " to end its turn within "
                    + END_PATIENCE.toSeconds() + " s, but it is still here:" + where);
        }
    }
}
