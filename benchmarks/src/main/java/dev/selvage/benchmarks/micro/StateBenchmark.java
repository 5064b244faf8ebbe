package dev.selvage.benchmarks.micro;

import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.FrozenKeyedStates;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.KeyedStore;
import dev.selvage.container.state.StateClasses;
import dev.selvage.container.state.Timers;
import dev.selvage.core.plan.KeyGroupRange;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Nanoseconds that a read and an update of one key's state cost, after other operators' states were used. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(StateBenchmark.RECORDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+UseParallelGC", "-Xmx2500m", "-Xms2500m"})
public class StateBenchmark {
    static final int RECORDS = 1 << 21;
    private static final int GROUPS = 64;
    private static final int BATCH = KeyedStore.AHEAD;
    private static final Object[] NO_KEYS = {};

    /** What a keyed count keeps. */
    public record Total(long count, long sum) {}

    /** What users write. */
    interface Keyed {
        void process(long value);
    }

    @Param({"50000", "2500000"})
    int keys;

    private final long[] hashes = new long[RECORDS];
    private final SplittableRandom random = new SplittableRandom(1);
    private final KeyHash keyHash = KeyHash.of(Long.class);
    private final KeyedStates longStates = states();
    private final KeyedStates totalStates = states();
    private final KeyedStates textStates = states();
    private final Keyed longs = new CountingLongs(longStates.value(new ValueStateDescriptor<>("long", Long.class)));
    private final Keyed totals =
            new CountingTotals(totalStates.value(new ValueStateDescriptor<>("total", Total.class)));
    private final Keyed texts = new Keeping(textStates.value(new ValueStateDescriptor<>("text", String.class)));

    private long[] byHand = new long[2];

    private static KeyedStates states() {
        Codecs codecs = new Codecs(StateBenchmark.class.getClassLoader());
        return new KeyedStates(
                "count", Types.LONG, codecs, new StateClasses(), new KeyGroupRange(0, GROUPS - 1), GROUPS, false);
    }

    @Setup
    public void fill() {
        for (int i = 0; i < RECORDS; i++) {
            hashes[i] = keyHash.hash((long) random.nextInt(keys));
        }
        byHand = new long[4 * Integer.highestOneBit(2 * keys)];
        fill(textStates, texts);
        fill(totalStates, totals);
        fill(longStates, longs);
    }

    private void fill(KeyedStates states, Keyed function) {
        states.layOut();
        for (int i = 0; i < keys; i++) {
            states.store().select(keyHash.hash((long) i), null);
            function.process(i);
        }
    }

    /** A boxed long. */
    @Benchmark
    public void countLongs() {
        run(longStates.store(), longs);
    }

    /** A record of two longs. */
    @Benchmark
    public void countTotals() {
        run(totalStates.store(), totals);
    }

    /** An object. */
    @Benchmark
    public void keepTexts() {
        run(textStates.store(), texts);
    }

    /** The least that it can cost: the same hashes in an array of numbers, of which nobody can take a snapshot. */
    @Benchmark
    public void countByHand() {
        long[] table = byHand;
        int mask = table.length - 1;
        for (long hash : hashes) {
            int slot = (int) hash << 1 & mask;
            while (table[slot] != 0 && table[slot] != hash) {
                slot = slot + 2 & mask;
            }
            table[slot] = hash;
            table[slot + 1]++;
        }
    }

    /** What a checkpoint costs the task itself, apart from the copies that its changes make meanwhile. */
    @Benchmark
    @OperationsPerInvocation(1)
    public FrozenKeyedStates freeze() {
        FrozenKeyedStates frozen = longStates.freeze();
        frozen.done();
        return frozen;
    }

    /** Counting while snapshots are written without end, each during so many records: pages are copied once in each. */
    @Benchmark
    public void countDuringSnapshots() {
        FrozenKeyedStates frozen = longStates.freeze();
        run(longStates.store(), longs);
        frozen.done();
    }

    /** Timers of many keys for few times, as windows have them: set and fired. */
    @Benchmark
    public long timersOfWindows() {
        return timers(1 << 17);
    }

    /** Timers for thousands of times, as timeouts have them: set and fired. */
    @Benchmark
    public long timersOfTimeouts() {
        return timers(32);
    }

    private long timers(int perTime) {
        Timers timers = longStates.eventTimers();
        for (int i = 0; i < RECORDS; i++) {
            longStates.store().select(hashes[i], null);
            timers.register(i / perTime);
        }
        long[] fired = new long[1];
        timers.fire(Long.MAX_VALUE, Integer.MAX_VALUE, time -> fired[0] += time);
        return fired[0];
    }

    private void run(KeyedStore store, Keyed function) {
        long[] all = hashes;
        for (int from = 0; from < RECORDS; from += BATCH) {
            store.lookAhead(all, NO_KEYS, from, from + BATCH);
            for (int i = from; i < from + BATCH; i++) {
                store.selectAhead(all[i], NO_KEYS, i);
                function.process(i);
            }
        }
    }

    /** Counts in a long. */
    private record CountingLongs(ValueState<Long> count) implements Keyed {
        @Override
        public void process(long value) {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
        }
    }

    /** Counts in a record. */
    private record CountingTotals(ValueState<Total> total) implements Keyed {
        @Override
        public void process(long value) {
            Total before = total.value();
            total.update(before == null ? new Total(1, value) : new Total(before.count + 1, before.sum + value));
        }
    }

    /** Keeps the longer of two texts. */
    private record Keeping(ValueState<String> text) implements Keyed {
        @Override
        public void process(long value) {
            String before = text.value();
            text.update(before == null ? "text" : before);
        }
    }
}
