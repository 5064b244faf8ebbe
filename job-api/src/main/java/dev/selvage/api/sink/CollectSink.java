package dev.selvage.api.sink;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;

/**
 * Brings records to the program that runs the job, in the same JVM and exactly once: after each checkpoint, or at the end if
 * there are none.
 *
 * <pre>{@code
 * List<String> run(StreamExecutionEnvironment env, DataStream<String> words) {
 *     try (CollectSink<String> sink = CollectSink.open()) {
 *         words.sinkTo(sink);
 *         env.execute();
 *         return sink.values();
 *     }
 * }
 * }</pre>
 *
 * <p>What travels with the job is a number alone; by that its writers find the program's own side of it.
 *
 * @param <T> the records
 */
public final class CollectSink<T> implements TwoPhaseSink<T, String>, AutoCloseable {
    private static final long serialVersionUID = 1;

    private static final ConcurrentMap<String, CollectInbox> INBOXES = new ConcurrentHashMap<>();

    private final String id;

    private CollectSink(String id) {
        this.id = id;
    }

    /** A sink whose records are kept until it is closed. */
    public static <T> CollectSink<T> open() {
        String id = UUID.randomUUID().toString();
        INBOXES.put(id, new CollectInbox());
        return new CollectSink<>(id);
    }

    /** Takes those records that have become final since the last call. */
    public List<T> values() {
        List<Object> taken = new ArrayList<>();
        inbox().committed().drainTo(taken);
        return taken.stream().map(this::ofThisSink).toList();
    }

    /** Takes the next record, and waits for it if there is none yet. */
    public Optional<T> poll(Duration atMost) throws InterruptedException {
        return Optional.ofNullable(inbox().committed().poll(atMost.toNanos(), TimeUnit.NANOSECONDS))
                .map(this::ofThisSink);
    }

    @Override
    public TwoPhaseWriter<T, String> createWriter(RuntimeContext context) {
        return new Writer<>(CollectCommitter.of(inbox(), context));
    }

    @Override
    public Committer<String> createCommitter(RuntimeContext context) {
        return CollectCommitter.of(inbox(), context);
    }

    @Override
    public DataType<String> transactionType() {
        return Types.STRING;
    }

    /** Forgets what was not taken. */
    @Override
    public void close() {
        INBOXES.remove(id);
    }

    /** The program's own side. */
    CollectInbox inbox() {
        return Optional.ofNullable(INBOXES.get(id))
                .orElseThrow(
                        () -> new IllegalStateException("The program that collects these records is not in this JVM,"
                                + " or no longer: collect only from jobs that run where their program does (execution.target:"
                                + " local), and write into another sink elsewhere."));
    }

    /** Only writers of this sink put values into its inbox. */
    @SuppressWarnings("unchecked")
    private T ofThisSink(Object value) {
        return (T) value;
    }

    private static final class Writer<T> implements TwoPhaseWriter<T, String> {
        private final CollectCommitter own;
        private List<Object> open = new ArrayList<>();

        private Writer(CollectCommitter own) {
            this.own = own;
        }

        @Override
        public void write(T value, long timestamp) {
            open.add(value);
        }

        @Override
        public List<String> prepareCommit() {
            if (open.isEmpty()) {
                return List.of();
            }
            String transaction = own.nextName();
            own.inbox().prepare(transaction, open);
            open = new ArrayList<>();
            return List.of(transaction);
        }
    }
}
