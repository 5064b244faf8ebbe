package dev.selvage.container.job;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.sink.Committer;
import dev.selvage.api.sink.Sink;
import dev.selvage.api.sink.SinkWriter;
import dev.selvage.api.sink.TwoPhaseSink;
import dev.selvage.api.sink.TwoPhaseWriter;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What the sinks of one run of a job have written. Sinks travel serialized and find it by number, so it belongs to a JVM;
 * any thread may write.
 */
public final class JobOutput implements AutoCloseable {

    private static final Map<Integer, JobOutput> OPEN = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private static final int FAULTS = 60;

    /** One record as a sink got it; without its timestamp where that depends on who came first. */
    public record Written(int sink, Item item, long timestamp) implements Comparable<Written> {
        private static final Comparator<Written> ORDER = Comparator.comparingInt(Written::sink)
                .thenComparingLong(written -> written.item.key())
                .thenComparingLong(written -> written.item.value())
                .thenComparingLong(written -> written.item.at())
                .thenComparingLong(Written::timestamp);

        @Override
        public int compareTo(Written other) {
            return ORDER.compare(this, other);
        }
    }

    /** Names what a subtask wrote between two checkpoints in one of its attempts. */
    public record Transaction(String operator, int subtask, int attempt, int number) {}

    private final int number = NEXT.getAndIncrement();
    private final List<Written> visible = Collections.synchronizedList(new ArrayList<>());
    private final Set<Integer> partial = ConcurrentHashMap.newKeySet();
    private final Map<Transaction, List<Written>> pending = new ConcurrentHashMap<>();
    private final Set<Transaction> committed = ConcurrentHashMap.newKeySet();

    private JobOutput() {}

    /** Nothing written yet. */
    public static JobOutput open() {
        JobOutput output = new JobOutput();
        OPEN.put(output.number, output);
        return output;
    }

    /** Everything that readers may see, in an order that does not depend on who wrote first. */
    public List<Written> written() {
        return sorted(true);
    }

    /** What those sinks have of which not all records come. */
    public List<Written> part() {
        return sorted(false);
    }

    private List<Written> sorted(boolean whole) {
        synchronized (visible) {
            return visible.stream()
                    .filter(written -> partial.contains(written.sink()) != whole)
                    .sorted()
                    .toList();
        }
    }

    /** A sink whose records are seen at once, and again when they are written again. */
    public Sink<Object> plain(int sink, boolean stamped, boolean whole) {
        note(sink, whole);
        return new Plain(number, sink, stamped);
    }

    /** A sink whose records are seen once their checkpoint has decided. */
    public Sink<Object> transactional(int sink, boolean stamped, boolean whole) {
        note(sink, whole);
        return new Transactional(number, sink, stamped);
    }

    private void note(int sink, boolean whole) {
        if (!whole) {
            partial.add(sink);
        }
    }

    @Override
    public void close() {
        OPEN.remove(number);
    }

    private static JobOutput numbered(int number) {
        return Objects.requireNonNull(OPEN.get(number), "the output of this job was closed");
    }

    private static Written written(int sink, boolean stamped, Object value, long timestamp) {
        return new Written(sink, (Item) value, stamped ? timestamp : 0);
    }

    private void commit(Transaction transaction) {
        if (!committed.add(transaction)) {
            return;
        }
        List<Written> records = pending.remove(transaction);
        if (records == null) {
            throw new IllegalStateException("expected a transaction that waits for its commit, but " + transaction
                    + " was aborted or never prepared");
        }
        visible.addAll(records);
    }

    private record Plain(int output, int sink, boolean stamped) implements Sink<Object> {
        @Override
        public SinkWriter<Object> createWriter(RuntimeContext context) {
            return (value, timestamp) ->
                    numbered(output).visible.add(JobOutput.written(sink, stamped, value, timestamp));
        }
    }

    private record Transactional(int output, int sink, boolean stamped) implements TwoPhaseSink<Object, Transaction> {
        @Override
        public TwoPhaseWriter<Object, Transaction> createWriter(RuntimeContext context) {
            return new TransactionWriter(this, context);
        }

        @Override
        public Committer<Transaction> createCommitter(RuntimeContext context) {
            return new TransactionCommitter(numbered(output), context);
        }

        @Override
        public DataType<Transaction> transactionType() {
            return Types.of(Transaction.class);
        }
    }

    private static final class TransactionWriter implements TwoPhaseWriter<Object, Transaction> {
        private final Transactional sink;
        private final RuntimeContext context;
        private final List<Written> open = new ArrayList<>();
        private int transactions;

        private TransactionWriter(Transactional sink, RuntimeContext context) {
            this.sink = sink;
            this.context = context;
        }

        @Override
        public void write(Object value, long timestamp) {
            open.add(JobOutput.written(sink.sink(), sink.stamped(), value, timestamp));
        }

        @Override
        public List<Transaction> prepareCommit() {
            Faults.at("before a sink prepares its commit", FAULTS);
            if (open.isEmpty()) {
                return List.of();
            }
            Transaction transaction = new Transaction(
                    context.getOperatorId(),
                    context.getIndexOfThisSubtask(),
                    context.getAttemptNumber(),
                    transactions++);
            numbered(sink.output()).pending.put(transaction, List.copyOf(open));
            open.clear();
            Faults.at("behind a sink's preparations", FAULTS);
            return List.of(transaction);
        }
    }

    /** Settles transactions, and refuses what no sound runtime does. */
    private record TransactionCommitter(JobOutput output, RuntimeContext context) implements Committer<Transaction> {
        @Override
        public void commit(Transaction transaction) {
            Faults.at("before a commit", FAULTS);
            output.commit(transaction);
            // The outside world has it, but whoever committed does not know.
            Faults.at("behind a commit", FAULTS);
        }

        @Override
        public void abort(Transaction transaction) {
            if (output.committed.contains(transaction)) {
                throw new IllegalStateException("expected " + transaction + " to stay, since it was committed");
            }
            output.pending.remove(transaction);
        }

        @Override
        public void abortAllBut(Collection<Transaction> restored) {
            output.pending
                    .keySet()
                    .removeIf(transaction -> transaction.operator().equals(context.getOperatorId())
                            && transaction.subtask() % context.getNumberOfParallelSubtasks()
                                    == context.getIndexOfThisSubtask()
                            && transaction.attempt() < context.getAttemptNumber()
                            && !restored.contains(transaction));
        }
    }
}
