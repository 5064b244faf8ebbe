package dev.selvage.local;

import dev.selvage.core.failure.Failure;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Those who wait for savepoints of one job, by the directories that these are to be in. Any thread may call. */
final class SavepointWishes {

    private final ConcurrentHashMap<String, CompletableFuture<String>> waiting = new ConcurrentHashMap<>();
    private volatile boolean over;

    /** Where the savepoint is, once it is complete. */
    CompletableFuture<String> add(String directory) {
        CompletableFuture<String> wish = new CompletableFuture<>();
        waiting.put(directory, wish);
        if (over) {
            refuseAll();
        }
        return wish;
    }

    void done(String directory) {
        CompletableFuture<String> wish = waiting.remove(directory);
        if (wish != null) {
            wish.complete(directory);
        }
    }

    void failed(String directory, Failure reason) {
        CompletableFuture<String> wish = waiting.remove(directory);
        if (wish != null) {
            wish.completeExceptionally(new IllegalStateException(reason.toString()));
        }
    }

    /** The job has ended: nobody answers any more. */
    void jobIsOver() {
        over = true;
        refuseAll();
    }

    private void refuseAll() {
        waiting.values()
                .forEach(wish -> wish.completeExceptionally(
                        new IllegalStateException("expected a job that runs, but it has ended")));
        waiting.clear();
    }
}
