package dev.selvage.api.sink;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/**
 * The program's side of a {@link CollectSink}. Tasks prepare and commit, the program takes, each on threads of its own.
 *
 * <p>A transaction needs no more than memory here: should this process be lost, so is whoever wants its records.
 */
final class CollectInbox {
    private final ConcurrentMap<String, List<Object>> prepared = new ConcurrentHashMap<>();
    private final BlockingQueue<Object> committed = new LinkedBlockingQueue<>();

    /** What was committed and not taken yet. */
    BlockingQueue<Object> committed() {
        return committed;
    }

    /** Keeps values under the name of a transaction, which no other one has. */
    void prepare(String transaction, List<Object> values) {
        prepared.put(transaction, values);
    }

    /** Values leave at the first time, so that a second one finds nothing to do. */
    void commit(String transaction) {
        Optional.ofNullable(prepared.remove(transaction)).ifPresent(committed::addAll);
    }

    void abort(String transaction) {
        prepared.remove(transaction);
    }

    void abortAll(Predicate<String> which) {
        prepared.keySet().removeIf(which);
    }

    /** How many transactions wait for their commit. */
    int waiting() {
        return prepared.size();
    }
}
