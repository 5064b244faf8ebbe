package dev.selvage.benchmarks.micro;

import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.snapshot.FrozenTaskStates;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.KeyedStore;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * How long a task that counts in very many keys is held up by snapshots: the time from each turn of {@link KeyedStore#AHEAD}
 * records to the next, first without snapshots, then while one after the other is written to a file. The heap is the JVM's own, such as
 * {@code -Xmx2g}. A main rather than a benchmark of JMH's, since the longest of millions of turns is wanted, not their mean.
 */
public final class SnapshotPauses {
    private static final int GROUPS = 128;
    private static final long PHASE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int TURNS_KEPT = 1 << 25;
    private static final Object[] NO_KEYS = {};

    /** What is kept of a key. */
    public record Total(long count, long sum) {}

    private final SplittableRandom random = new SplittableRandom(1);
    private final KeyHash keyHash = KeyHash.of(Long.class);
    private final long[] hashes = new long[KeyedStore.AHEAD];
    private final int[] turnNanos = new int[TURNS_KEPT];
    private final int keys;
    private final SnapshotFiles files;
    private final TaskStates task;
    private final KeyedStore store;
    private final ValueState<Total> total;

    private int turns;
    private long lastTurn;
    private int snapshots;
    private long longestFreeze;

    private SnapshotPauses(int keys) {
        this.keys = keys;
        this.files = new SnapshotFiles(path -> new LocalFileStorage());
        this.task = new TaskStates(
                new Codecs(SnapshotPauses.class.getClassLoader()),
                new TaskStates.Split(new KeyGroupRange(0, GROUPS - 1), GROUPS),
                files,
                Optional.empty(),
                false);
        KeyedStates states = task.keyed(new OperatorId(1, 1), "count", Types.LONG, new StateClasses(), false);
        this.store = states.store();
        this.total = states.value(new ValueStateDescriptor<>("total", Total.class));
    }

    /** The number of keys is the only argument; ten million if there is none. */
    public static void main(String[] arguments) throws IOException, InterruptedException, ExecutionException {
        int keys = arguments.length == 0 ? 10_000_000 : Integer.parseInt(arguments[0]);
        Path directory = Files.createTempDirectory("snapshot-pauses");
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try {
            new SnapshotPauses(keys).run(writer, directory.resolve("snapshot"), System.out);
        } finally {
            writer.shutdownNow();
            Files.deleteIfExists(directory.resolve("snapshot"));
            Files.delete(directory);
        }
    }

    private void run(ExecutorService writer, Path file, PrintStream out)
            throws IOException, InterruptedException, ExecutionException {
        task.ready();
        for (int first = 0; first < keys; first += hashes.length) {
            for (int i = 0; i < hashes.length; i++) {
                hashes[i] = keyHash.hash((long) Math.min(first + i, keys - 1));
            }
            turn();
        }
        out.printf("%,d keys in a heap of %,d MB%n", keys, Runtime.getRuntime().maxMemory() >> 20);
        long end = start();
        while (System.nanoTime() < end) {
            timedTurn();
        }
        report("without snapshots", out);

        end = start();
        Optional<Future<?>> writing = Optional.empty();
        while (System.nanoTime() < end) {
            if (writing.isEmpty() || writing.get().isDone()) {
                if (writing.isPresent()) {
                    writing.get().get();
                }
                writing = Optional.of(begin(writer, file));
            }
            timedTurn();
        }
        writing.orElseThrow().get();
        report("while " + snapshots + " snapshots of " + (Files.size(file) >> 20) + " MB were written", out);
        out.printf("longest freeze %.3f ms%n", longestFreeze / 1e6);
    }

    /** Begins a phase; returns when it ends. */
    private long start() {
        turns = 0;
        lastTurn = System.nanoTime();
        return lastTurn + PHASE_NANOS;
    }

    private Future<?> begin(ExecutorService writer, Path file) {
        long start = System.nanoTime();
        FrozenTaskStates frozen = task.freeze();
        longestFreeze = Math.max(longestFreeze, System.nanoTime() - start);
        snapshots++;
        return writer.submit(() -> {
            Files.deleteIfExists(file);
            return frozen.write(files, file.toString(), 0);
        });
    }

    private void timedTurn() {
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = keyHash.hash((long) random.nextInt(keys));
        }
        turn();
        long now = System.nanoTime();
        turnNanos[turns] = (int) Math.min(Integer.MAX_VALUE, now - lastTurn);
        lastTurn = now;
        turns = (turns + 1) % TURNS_KEPT;
    }

    private void turn() {
        store.lookAhead(hashes, NO_KEYS, 0, hashes.length);
        for (int i = 0; i < hashes.length; i++) {
            store.selectAhead(hashes[i], NO_KEYS, i);
            Total before = total.value();
            total.update(before == null ? new Total(1, i) : new Total(before.count + 1, before.sum + i));
        }
    }

    private void report(String when, PrintStream out) {
        int[] sorted = Arrays.copyOf(turnNanos, turns);
        Arrays.sort(sorted);
        out.printf(
                "%s: %,d turns of %d records, half below %.4f ms, all but one in 1,000 below %.3f ms, all but ten below"
                        + " %.1f ms, longest %.1f ms%n",
                when,
                turns,
                hashes.length,
                sorted[turns / 2] / 1e6,
                sorted[turns - 1 - turns / 1_000] / 1e6,
                sorted[turns - 11] / 1e6,
                sorted[turns - 1] / 1e6);
    }
}
