package dev.selvage.api.sink;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The program's side of a {@link CollectSink}. Tasks prepare and commit, the program takes, each on threads of its own.
 *
 * <p>A transaction needs no more than memory here: should this process be lost, so is whoever wants its records.
 */
final class CollectInbox implements Committer<String> {
    private final ConcurrentMap<String, List<Object>> prepared = new ConcurrentHashMap<>();
    private final BlockingQueue<Object> committed = new LinkedBlockingQueue<>();

    /** What was committed and not taken yet. */
    BlockingQueue<Object> committed() {
        return committed;
    }

    /** Keeps values under the name of a transaction; no two have the same name, also if a subtask's predecessor still runs somewhere */
    String prepare(List<Object> values) {
        String transaction = UUID.randomUUID().toString();
        prepared.put(transaction, values);
        return transaction;
    }

    /** Values leave at the first time, so that a second one finds nothing to do. */
    @Override
    public void commit(String transaction) {
        Optional.ofNullable(prepared.remove(transaction)).ifPresent(committed::addAll);
    }

    @Override
    public void abort(String transaction) {
        prepared.remove(transaction);
    }
}
