package dev.selvage.platform.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.LoopContract;
import dev.selvage.core.loop.Turn;
import dev.selvage.platform.Await;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EventLoopTest implements LoopContract {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final List<String> done = new CopyOnWriteArrayList<>();
    private final AtomicReference<Throwable> fault = new AtomicReference<>();

    /** Answers each message by a function, and never asks to be woken. */
    private record Scripted(BiFunction<String, Turn, List<String>> script) implements Component<String, String> {

        @Override
        public List<String> onMessage(String message, Turn turn) {
            return script.apply(message, turn);
        }

        @Override
        public List<String> onWake(Turn turn) {
            return List.of();
        }

        @Override
        public long wakeAtMillis() {
            return NEVER;
        }
    }

    private EventLoop<String, String> loop(Component<String, String> component) {
        return new EventLoop<>(
                "tested-loop",
                component,
                done::add,
                new LoopClock(),
                new SplittableRandom(1),
                (where, thrown) -> fault.set(thrown));
    }

    @Override
    public List<String> actionsOf(Component<String, String> component, List<String> messages, int count)
            throws Exception {
        done.clear();
        try (EventLoop<String, String> loop = loop(component)) {
            messages.forEach(loop::put);
            loop.start();
            Await.until(count + " actions are carried out", BOUND, () -> done.size() >= count);
        }
        assertThat(fault).hasNullValue();
        return List.copyOf(done).subList(0, count);
    }

    @Test
    void aComponentRunsOnItsOwnNamedThread() throws Exception {
        try (EventLoop<String, String> loop = loop(
                new Scripted((message, turn) -> List.of(Thread.currentThread().getName())))) {
            loop.start();
            loop.put("where");
            Await.until("the message is answered", BOUND, () -> !done.isEmpty());
        }

        assertThat(done).containsExactly("tested-loop");
    }

    @Test
    void aFaultEndsTheLoopAndIsToldOnce() throws Exception {
        try (EventLoop<String, String> loop = loop(new Scripted((message, turn) -> {
            throw new IllegalStateException("a bug");
        }))) {
            loop.start();
            loop.put("a");
            Await.until("the fault is told", BOUND, () -> fault.get() != null);
            loop.put("b");
        }

        assertThat(fault.get()).hasMessage("a bug");
        assertThat(done).isEmpty();
    }

    @Test
    void closingWakesALoopThatWaitsAndInterruptsNoAction() throws Exception {
        AtomicReference<Boolean> interrupted = new AtomicReference<>(false);
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        EventLoop<String, String> loop = loop(new Scripted((message, turn) -> {
            acting.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
            }
            return List.of("done");
        }));
        loop.start();
        loop.put("a");
        acting.await();
        Thread closer = new Thread(loop::close);
        closer.start();
        mayEnd.countDown();
        closer.join();

        assertThat(interrupted).hasValue(false);
        assertThat(done).containsExactly("done");
        assertThat(fault).hasNullValue();
    }

    @Test
    void aCloserThatIsInterruptedWaitsNoLongerAndTheLoopEndsAllTheSame() throws Exception {
        CountDownLatch acting = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Thread> loopThread = new CompletableFuture<>();
        EventLoop<String, String> loop = loop(new Scripted((message, turn) -> {
            loopThread.complete(Thread.currentThread());
            acting.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                return List.of("interrupted");
            }
            return List.of("done");
        }));
        loop.start();
        loop.put("a");
        loop.put("dropped");
        acting.await();

        Thread.currentThread().interrupt();
        loop.close();

        // Takes the interruption away as well, for the tests to come.
        assertThat(Thread.interrupted()).isTrue();
        assertThat(loopThread.join().isAlive()).isTrue();
        mayEnd.countDown();
        loopThread.join().join();
        assertThat(done).containsExactly("done");
        assertThat(fault).hasNullValue();
    }

    @Test
    void timeNeverGoesBackWithinALoop() throws Exception {
        AtomicReference<Turn> last = new AtomicReference<>(new Turn(0, new SplittableRandom()));
        try (EventLoop<String, String> loop = loop(new Scripted((message, turn) -> {
            boolean back = turn.nowMillis() < last.getAndSet(turn).nowMillis();
            return List.of(back ? "back" : "on");
        }))) {
            loop.start();
            for (int i = 0; i < 10_000; i++) {
                loop.put("tick");
            }
            Await.until("all are answered", BOUND, () -> done.size() == 10_000);
        }

        assertThat(done).containsOnly("on");
    }
}
