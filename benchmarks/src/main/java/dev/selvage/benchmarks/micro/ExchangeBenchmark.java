package dev.selvage.benchmarks.micro;

import dev.selvage.api.graph.Partitioning;
import dev.selvage.api.type.Types;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.InputChannel;
import dev.selvage.container.exchange.LocalChannel;
import dev.selvage.container.exchange.OutputChannel;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.container.routing.Route;
import dev.selvage.container.routing.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Nanoseconds that a record costs on its way between two tasks of a process, in one thread: finding its channel, and being put
 * into a batch and taken out. With {@code -prof gc} also the bytes. Between processes see {@link NetworkBenchmark}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(ExchangeBenchmark.RECORDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseG1GC", "-Xmx1g", "-Xms1g"})
public class ExchangeBenchmark {
    static final int RECORDS = 1 << 16;
    private static final int CHANNELS = 2;
    private static final int BATCH = 1024;
    private static final int GROUPS = 128;

    private final Three[] records = records();
    private final Edge keyed = new Edge(new Partitioning.Hash(record -> ((Three) record).key(), Types.LONG));
    private final Edge rebalanced = new Edge(new Partitioning.Rebalance());

    /** Three longs, as much as many streams carry. */
    private record Three(long key, long value, long time) {}

    /** A route and both ends of its channels. */
    private static final class Edge {
        private final List<InputChannel> inputs = new ArrayList<>();
        private final Route route;

        Edge(Partitioning partitioning) {
            boolean isKeyed = partitioning instanceof Partitioning.Hash;
            List<OutputChannel> outputs = new ArrayList<>();
            for (int i = 0; i < CHANNELS; i++) {
                // A window that is never used up: this is about what the records cost, not about waiting.
                LocalChannel channel = new LocalChannel(new LocalChannel.Shape(isKeyed, BATCH, RECORDS));
                outputs.add(channel.output(new Wakeup()));
                inputs.add(channel.input(new Wakeup()));
            }
            route = Routes.of(new JobCode(), 0, partitioning, outputs, 0, GROUPS);
        }
    }

    private static Three[] records() {
        Three[] made = new Three[RECORDS];
        for (int i = 0; i < RECORDS; i++) {
            made[i] = new Three(i * 31L, i, i);
        }
        return made;
    }

    /** By key: the key is asked for and hashed. */
    @Benchmark
    public long keyed() {
        return pass(keyed);
    }

    /** In turns. */
    @Benchmark
    public long rebalanced() {
        return pass(rebalanced);
    }

    private long pass(Edge edge) {
        long sum = 0;
        for (int from = 0; from < RECORDS; from += BATCH) {
            for (int i = from; i < from + BATCH; i++) {
                edge.route.process(records[i], records[i].time());
            }
            for (InputChannel input : edge.inputs) {
                sum += take(input);
            }
        }
        return sum;
    }

    private static long take(InputChannel input) {
        long sum = 0;
        while (input.poll() instanceof Batch batch) {
            for (int i = 0; i < batch.size; i++) {
                sum += batch.values[i] instanceof Three three ? three.value() : 0;
            }
        }
        return sum;
    }
}
