package dev.selvage.benchmarks.micro;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds that a record costs to write and to read, by a generated codec and by hand, after other types were used. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(CodecBenchmark.RECORDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseSerialGC", "-Xmx1g"})
public class CodecBenchmark {
    static final int RECORDS = 1000;

    /** Three longs, as much as many streams carry. */
    public record Three(long key, long value, long time) {}

    /** What most records of business look like. */
    public record Order(String customer, long amount, Instant time, List<String> items, Three more) {}

    private final Codecs codecs = new Codecs(CodecBenchmark.class.getClassLoader());
    private final Codec<Three> three = codecs.of(Three.class);
    private final Codec<Order> order = codecs.of(Order.class);
    private final KeyHash textHash = KeyHash.of(String.class);
    private final KeyHash recordHash = KeyHash.of(Three.class);
    private final Three[] threes = new Three[RECORDS];
    private final Order[] orders = new Order[RECORDS];
    private final ByteOutput out = new ByteOutput(1 << 20);
    private final ByteInput in = new ByteInput(out.bytes);
    private byte[] threeBytes = out.bytes;
    private byte[] orderBytes = out.bytes;

    @Setup
    public void fill() {
        for (int i = 0; i < RECORDS; i++) {
            threes[i] = new Three(i, 2L * i, 3L * i);
            orders[i] = new Order(
                    "customer " + i, i, Instant.ofEpochSecond(i, i), List.of("item " + i, "another"), threes[i]);
        }
        writeOrders();
        orderBytes = out.toByteArray();
        writeThrees();
        threeBytes = out.toByteArray();
    }

    @Benchmark
    public int writeThrees() {
        out.position = 0;
        for (Three record : threes) {
            three.write(record, out);
        }
        return out.position;
    }

    @Benchmark
    public int writeThreesByHand() {
        out.position = 0;
        for (Three record : threes) {
            out.writeLong(record.key());
            out.writeLong(record.value());
            out.writeLong(record.time());
        }
        return out.position;
    }

    @Benchmark
    public void readThrees(Blackhole hole) {
        in.reset(threeBytes, 0, threeBytes.length);
        for (int i = 0; i < RECORDS; i++) {
            hole.consume(three.read(in));
        }
    }

    @Benchmark
    public void readThreesByHand(Blackhole hole) {
        in.reset(threeBytes, 0, threeBytes.length);
        for (int i = 0; i < RECORDS; i++) {
            hole.consume(new Three(in.readLong(), in.readLong(), in.readLong()));
        }
    }

    @Benchmark
    public int writeOrders() {
        out.position = 0;
        for (Order record : orders) {
            order.write(record, out);
        }
        return out.position;
    }

    @Benchmark
    public void readOrders(Blackhole hole) {
        in.reset(orderBytes, 0, orderBytes.length);
        for (int i = 0; i < RECORDS; i++) {
            hole.consume(order.read(in));
        }
    }

    @Benchmark
    public long hashTexts() {
        long all = 0;
        for (Order record : orders) {
            all += textHash.hash(record.customer());
        }
        return all;
    }

    @Benchmark
    public long hashRecords() {
        long all = 0;
        for (Three record : threes) {
            all += recordHash.hash(record);
        }
        return all;
    }
}
