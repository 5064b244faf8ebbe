package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkerPoolTest {

    private static final Duration BOUND = Duration.ofSeconds(10);

    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final List<String> done = new CopyOnWriteArrayList<>();

    private WorkerPool pool(int size) {
        return new WorkerPool("tested-pool", size, (where, fault) -> faults.add(where + ": " + fault.getMessage()));
    }

    @Test
    void whatTheWorkThrowsIsToldAndTheThreadGoesOn() throws Exception {
        try (WorkerPool pool = pool(1)) {
            pool.execute(() -> {
                throw new IllegalStateException("a bug");
            });
            pool.execute(() -> {
                throw new AssertionError("an error");
            });
            pool.execute(() -> done.add(Thread.currentThread().getName()));
            Await.until("the last work is done", BOUND, () -> !done.isEmpty());
        }

        assertThat(faults).containsExactly("tested-pool-1: a bug", "tested-pool-1: an error");
        assertThat(done).containsExactly("tested-pool-1");
    }

    @Test
    void aThreadDoesNotHoldTheClassesOfWhoeverHappensToMakeIt() throws Exception {
        Queue<ClassLoader> seen = new ConcurrentLinkedQueue<>();
        try (WorkerPool pool = pool(1);
                URLClassLoader ofSomeJob = new URLClassLoader(new URL[0])) {
            Thread task = new Thread(
                    () -> pool.execute(() -> seen.add(Thread.currentThread().getContextClassLoader())));
            task.setContextClassLoader(ofSomeJob);
            task.start();
            Await.until("the work is done", BOUND, () -> !seen.isEmpty());
        }

        assertThat(seen).containsExactly(Threads.class.getClassLoader());
    }

    @Test
    void closingWaitsForWhatHasBegunInterruptsItNotAndDropsTheRest() throws Exception {
        WorkerPool pool = pool(1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        pool.execute(() -> {
            begun.countDown();
            try {
                mayEnd.await();
                done.add("done");
            } catch (InterruptedException e) {
                done.add("interrupted");
            }
        });
        pool.execute(() -> done.add("never begun"));
        begun.await();
        Thread closer = new Thread(pool::close);
        closer.start();
        Await.until("the closer waits", BOUND, () -> closer.getState() == Thread.State.TIMED_WAITING);
        mayEnd.countDown();
        closer.join();
        pool.execute(() -> done.add("too late"));

        assertThat(done).containsExactly("done");
        assertThat(faults).isEmpty();
    }

    @Test
    void aThreadOfItsOwnTellsItsFaultsToo() throws Exception {
        Thread thread =
                Threads.unstarted("lone", (where, fault) -> faults.add(where + ": " + fault.getMessage()), () -> {
                    throw new IllegalStateException("a bug");
                });
        thread.start();
        thread.join();

        assertThat(faults).containsExactly("lone: a bug");
    }
}
