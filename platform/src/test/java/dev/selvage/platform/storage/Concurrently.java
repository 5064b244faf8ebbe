package dev.selvage.platform.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Many threads that do the like at the same moment. */
public final class Concurrently {

    private static final int BOUND_SECONDS = 60;

    private Concurrently() {}

    /** Starts all actions together and returns what they returned, in their order; fails if one does. */
    public static <T> List<T> run(List<Callable<T>> actions) throws Exception {
        CyclicBarrier start = new CyclicBarrier(actions.size());
        ExecutorService threads = Executors.newFixedThreadPool(actions.size());
        try {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> action : actions) {
                running.add(threads.submit(() -> {
                    start.await(BOUND_SECONDS, TimeUnit.SECONDS);
                    return action.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get(BOUND_SECONDS, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
