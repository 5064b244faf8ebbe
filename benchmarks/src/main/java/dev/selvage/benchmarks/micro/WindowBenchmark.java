package dev.selvage.benchmarks.micro;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.graph.Operation;
import dev.selvage.api.graph.Operation.Gathering;
import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.time.TimeDomain;
import dev.selvage.api.type.Types;
import dev.selvage.api.window.WindowAssigner;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.loop.BatchLoop;
import dev.selvage.container.loop.Loops;
import dev.selvage.container.metric.OperatorMetrics;
import dev.selvage.container.operator.Downstream;
import dev.selvage.container.operator.Operator;
import dev.selvage.container.operator.OperatorContext;
import dev.selvage.container.operator.Outlets;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.container.time.TaskClock;
import dev.selvage.container.window.WindowOperators;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds that a record costs in a window that counts, the results of its key among them: 50,000 keys with 20 records each
 * in a second of event time, which is what one of two tasks has of W2.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@OperationsPerInvocation(WindowBenchmark.RECORDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseG1GC", "-Xmx2500m", "-Xms2500m", "-XX:+UseTransparentHugePages"})
public class WindowBenchmark {
    static final int RECORDS = 1_000_000;
    private static final int KEYS = 50_000;
    private static final int SECOND = 1_000;
    private static final int GROUPS = 64;
    private static final OperatorId ID = new OperatorId(1, 1);
    private static final int BATCH = 1_000;

    private final Object[] values = new Object[RECORDS];
    private final long[] hashes = new long[RECORDS];

    private final Running tumbling =
            window(new WindowAssigner.Regular(TimeDomain.EVENT_TIME, SECOND, SECOND, 0), "tumbling");
    private final Running sliding =
            window(new WindowAssigner.Regular(TimeDomain.EVENT_TIME, SECOND, SECOND / 4, 0), "sliding");
    private final Running sessions = window(new WindowAssigner.Sessions(TimeDomain.EVENT_TIME, SECOND / 4), "sessions");
    private final Running gathering = gatherer();
    private long now;

    /** Counts, as an accumulator of users does. */
    private static final class Count implements AggregateFunction<Object, Object, Object> {
        private static final long serialVersionUID = 1;

        @Override
        public Object createAccumulator() {
            return 0L;
        }

        @Override
        public Object add(Object value, Object count) {
            return (Long) count + 1;
        }

        @Override
        public Object getResult(Object count) {
            return count;
        }

        @Override
        public Object merge(Object one, Object other) {
            return (Long) one + (Long) other;
        }
    }

    /** Takes what comes out. */
    private static final class Sum extends Downstream {
        private long records;

        @Override
        public void process(Object value, long timestamp) {
            records++;
        }

        @Override
        public void watermark(long millis) {}

        @Override
        public void idle() {}
    }

    /** An operator with the loop in front of it. */
    private record Running(Operator operator, BatchLoop loop, Sum results) {}

    @Setup
    public void fill() {
        SplittableRandom random = new SplittableRandom(1);
        KeyHash keyHash = KeyHash.of(Long.class);
        for (int i = 0; i < RECORDS; i++) {
            Long key = (long) random.nextInt(KEYS);
            values[i] = key;
            hashes[i] = keyHash.hash(key);
        }
    }

    private static Running window(WindowAssigner assigner, String name) {
        Operation.Window operation =
                new Operation.Window(assigner, counting(), new Operation.Firing.AsGathered(), 0, "");
        TaskStates task = task(GROUPS);
        KeyedStates states =
                task.keyed(ID, name, Types.LONG, new StateClasses(), WindowOperators.needsSpaces(operation));
        Sum results = new Sum();
        JobCode code = new JobCode();
        Operator operator =
                WindowOperators.of(operation, code, name, context(name, task, states), outlets(results), states);
        operator.open();
        task.ready();
        return new Running(operator, Loops.keyed(code, name, operator, states.store(), null), results);
    }

    private static Running gatherer() {
        String name = "gathering";
        Operation.PreAggregate operation = new Operation.PreAggregate(
                new WindowAssigner.Regular(TimeDomain.EVENT_TIME, SECOND, SECOND, 0),
                counting(),
                new Partitioning.Hash(key -> key, Types.LONG));
        // Its state is no checkpoint's, and of one key group.
        KeyedStates states =
                new KeyedStates(name, Types.LONG, codecs(), new StateClasses(), new KeyGroupRange(0, 0), 1, false);
        Sum results = new Sum();
        JobCode code = new JobCode();
        Operator operator =
                WindowOperators.of(operation, code, name, context(name, task(1), states), outlets(results), states);
        operator.open();
        return new Running(operator, Loops.objects(code, name, operator), results);
    }

    private static Gathering counting() {
        return new Gathering.Aggregated(new Count(), Types.LONG);
    }

    private static Codecs codecs() {
        return new Codecs(WindowBenchmark.class.getClassLoader());
    }

    /** Its snapshots would go nowhere; there are none. */
    private static TaskStates task(int groups) {
        return new TaskStates(
                codecs(),
                new TaskStates.Split(new KeyGroupRange(0, groups - 1), groups),
                new SnapshotFiles(path -> new LocalFileStorage()),
                Optional.empty(),
                false);
    }

    private static OperatorContext context(String name, TaskStates task, KeyedStates states) {
        SubtaskId subtask = new SubtaskId(new VertexId(1, 1), 0);
        return new OperatorContext(
                new OperatorContext.Place(name, ID, new TaskId(new JobId(0, 1), subtask, new DeploymentNumber(1)), 1),
                new TaskClock(),
                new OperatorMetrics(name),
                address -> {
                    throw new IllegalStateException("A window reads no files.");
                },
                states,
                new OperatorContext.SubtaskState(false, task.lists(ID, name)),
                () -> false);
    }

    private static Outlets outlets(Downstream results) {
        return new Outlets(results, Map.of());
    }

    /** One slice a record. */
    @Benchmark
    public long tumbling() {
        return second(tumbling);
    }

    /** Four slices a record. */
    @Benchmark
    public long sliding() {
        return second(sliding);
    }

    /** A session of each key that goes on and on. */
    @Benchmark
    public long sessions() {
        return second(sessions);
    }

    /** What a task gathers before it sends: the key is asked for and hashed here. */
    @Benchmark
    public long gathering() {
        return second(gathering);
    }

    /** One second of event time, and what ends with it. */
    private long second(Running running) {
        for (int from = 0; from < RECORDS; from += BATCH) {
            long time = now + from / (RECORDS / SECOND);
            long[] timestamps = new long[BATCH];
            Arrays.fill(timestamps, time);
            Batch batch = new Batch(
                    Arrays.copyOfRange(values, from, from + BATCH),
                    timestamps,
                    Arrays.copyOfRange(hashes, from, from + BATCH),
                    BATCH,
                    time - 1);
            running.loop.run(batch, 0, BATCH);
            running.operator.afterBatch();
            running.operator.watermark(time - 1);
        }
        now += SECOND;
        running.operator.watermark(now - 1);
        return running.results.records;
    }
}
