package dev.selvage.local;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** An outside system with transactions, in memory: what is committed is visible, and nothing else. */
final class Ledger {

    private static final ConcurrentHashMap<String, Ledger> OPEN = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();
    private final ConcurrentHashMap<String, List<Object>> prepared = new ConcurrentHashMap<>();
    private final List<Object> visible = new ArrayList<>();

    Ledger() {
        OPEN.put(name, this);
    }

    synchronized List<Object> visible() {
        return List.copyOf(visible);
    }

    /** What is committed once does nothing when it is committed again. */
    private synchronized void commit(String transaction) {
        List<Object> records = prepared.remove(transaction);
        if (records != null) {
            visible.addAll(records);
        }
    }

    <T> TwoPhaseSink<T, String> sink() {
        return new LedgerSink<>(name);
    }

    /** Travels with the job, so it knows its ledger by name. */
    private record LedgerSink<T>(String name) implements TwoPhaseSink<T, String> {

        private Ledger ledger() {
            Ledger found = OPEN.get(name);
            if (found == null) {
                throw new IllegalStateException("expected the ledger " + name + " in this JVM, but found none");
            }
            return found;
        }

        @Override
        public TwoPhaseWriter<T, String> createWriter(RuntimeContext context) {
            Ledger ledger = ledger();
            return new TwoPhaseWriter<>() {
                private List<Object> records = new ArrayList<>();

                @Override
                public void write(T value, long timestamp) {
                    records.add(value);
                }

                @Override
                public List<String> prepareCommit() {
                    if (records.isEmpty()) {
                        return List.of();
                    }
                    String transaction = UUID.randomUUID().toString();
                    ledger.prepared.put(transaction, records);
                    records = new ArrayList<>();
                    return List.of(transaction);
                }
            };
        }

        @Override
        public Committer<String> createCommitter(RuntimeContext context) {
            Ledger ledger = ledger();
            return new Committer<>() {
                @Override
                public void commit(String transaction) {
                    ledger.commit(transaction);
                }

                @Override
                public void abort(String transaction) throws IOException {
                    ledger.prepared.remove(transaction);
                }
            };
        }

        @Override
        public DataType<String> transactionType() {
            return Types.of(String.class);
        }
    }
}
