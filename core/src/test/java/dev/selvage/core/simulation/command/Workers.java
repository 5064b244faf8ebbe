package dev.selvage.core.simulation.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work on several threads, each of which takes a part of it until nothing is left. */
final class Workers {

    private Workers() {}

    /** Returns once all of them have; what one of them throws is thrown. One alone works on the caller's thread. */
    static void run(int workers, Runnable work) {
        if (workers == 1) {
            work.run();
            return;
        }
        ExecutorService threads = Executors.newFixedThreadPool(workers);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int worker = 0; worker < workers; worker++) {
                all.add(threads.submit(work));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("expected each worker of a campaign to come to its end, but one failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(
                    "expected a campaign to come to its end, but its thread was interrupted", e);
        } finally {
            threads.shutdownNow();
        }
    }
}
