package dev.selvage.container.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.ListShare;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.KeyGroups;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random changes, snapshots written by other threads meanwhile, restores at random parallelism: what comes back is what was
 * there at the moment of the freeze.
 */
class SnapshotsTest {
    private static final int MAX_PARALLELISM = 16;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    void aSnapshotIsTheMomentOfItsFreezeWhateverChangesMeanwhile(int seed) {
        new Run(seed, Types.LONG, number -> (long) number, 300).go();
        new Run(seed, Types.STRING, number -> "key " + number, 40).go();
        new Run(seed, Types.INT, number -> number, 3000).go();
    }

    @Test
    void whatNobodyWantsAnyMoreIsNotWritten() throws Exception {
        Codecs codecs = new Codecs(SnapshotsTest.class.getClassLoader());
        SnapshotFiles files = new SnapshotFiles(path -> new LocalFileStorage());
        try (TaskStates task = new TaskStates(codecs, split(0, 1), files, Optional.empty(), false)) {
            KeyedStates states = task.keyed(OperatorId.ofUid("large"), "large", Types.LONG, new StateClasses(), false);
            ValueState<Long> value = states.value(new ValueStateDescriptor<>("value", Long.class));
            task.ready();
            KeyHash hashes = KeyHash.of(Long.class);
            for (long key = 0; key < 50_000; key++) {
                states.store().select(hashes.hash(key), null);
                value.update(key);
            }
            AtomicInteger looks = new AtomicInteger();

            assertThatThrownBy(() -> task.freeze()
                            .write(files, at("half"), 0, new AwaitedFile(), () -> looks.incrementAndGet() < 3))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("given up");
            assertThat(looks).hasValue(3);
            assertThatThrownBy(() -> task.freeze().write(files, at("none"), 0, new AwaitedFile(), () -> false))
                    .isInstanceOf(IOException.class);
            assertThat(directory.resolve("none")).doesNotExist();
        }
    }

    private String at(String name) {
        return directory.resolve(name).toString();
    }

    private static TaskStates.Split split(int subtask, int parallelism) {
        return new TaskStates.Split(KeyGroups.range(subtask, parallelism, MAX_PARALLELISM), MAX_PARALLELISM);
    }

    /** One seed. */
    private final class Run {
        private final Random random;
        private final DataType<?> keyType;
        private final IntFunction<Object> keyOf;
        private final int keys;
        private final KeyHash hashes;
        private final Codecs codecs = new Codecs(SnapshotsTest.class.getClassLoader());
        private final SnapshotFiles files = new SnapshotFiles(path -> new LocalFileStorage());
        private final Map<Object, KeyModel> model = new HashMap<>();
        private List<CountingSubtask> subtasks = new ArrayList<>();
        private List<TaskStates.Split> splits = new ArrayList<>();
        private long now = 10;
        private int snapshots;

        Run(int seed, DataType<?> keyType, IntFunction<Object> keyOf, int keys) {
            this.random = new Random(seed);
            this.keyType = keyType;
            this.keyOf = keyOf;
            this.keys = keys;
            this.hashes = KeyHash.of(keyType.type());
        }

        void go() {
            start(1 + random.nextInt(4), List.of());
            subtasks.get(0).offsets.addAll(List.of(1L, 2L, 3L, 4L, 5L));
            for (int round = 0; round < 6; round++) {
                change(20 * keys);
                Map<Object, KeyModel> expected = new HashMap<>();
                model.forEach((key, content) -> expected.put(key, content.copy()));
                List<CompletableFuture<FrozenTaskStates.Written>> written = freeze();
                if (random.nextInt(3) == 0) {
                    // A second one while the first is being written, which nobody waits for.
                    change(keys);
                    freeze();
                }
                change(10 * keys);
                List<FrozenTaskStates.Written> done =
                        written.stream().map(CompletableFuture::join).toList();
                model.clear();
                model.putAll(expected);
                start(1 + random.nextInt(6), done);
                check();
            }
        }

        private void change(int times) {
            for (int i = 0; i < times; i++) {
                if (random.nextInt(50) == 0) {
                    now += random.nextInt(100);
                    subtasks.forEach(subtask -> subtask.task.time(now));
                }
                Object key = keyOf.apply(random.nextInt(keys));
                KeyModel content = model.computeIfAbsent(key, missing -> new KeyModel());
                owner(key).change(random, content, now);
            }
        }

        private CountingSubtask owner(Object key) {
            long hash = hashes.hash(key);
            for (int i = 0; i < subtasks.size(); i++) {
                if (CountingSubtask.owns(splits.get(i), hash)) {
                    subtasks.get(i).select(key);
                    return subtasks.get(i);
                }
            }
            throw new AssertionError("nobody owns " + key);
        }

        private List<CompletableFuture<FrozenTaskStates.Written>> freeze() {
            List<CompletableFuture<FrozenTaskStates.Written>> written = new ArrayList<>();
            for (CountingSubtask subtask : subtasks) {
                FrozenTaskStates frozen = subtask.task.freeze();
                String name =
                        at(keyType.toString().replace(' ', '_') + "-" + random.nextInt(1 << 30) + "-" + snapshots++);
                int inlineLimit = random.nextBoolean() ? 0 : 20_000;
                AwaitedFile awaited = new AwaitedFile();
                if (snapshots % 2 == 0) {
                    awaited.begin(files, name);
                }
                written.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        return frozen.write(files, name, inlineLimit, awaited, () -> true);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
            }
            return written;
        }

        private void start(int parallelism, List<FrozenTaskStates.Written> from) {
            List<TaskStates.Split> former = splits;
            splits = new ArrayList<>();
            subtasks = new ArrayList<>();
            for (int i = 0; i < parallelism; i++) {
                TaskStates.Split mine = split(i, parallelism);
                splits.add(mine);
                Optional<TaskRestore> restore =
                        from.isEmpty() ? Optional.empty() : Optional.of(restore(i, mine.groups(), former, from));
                subtasks.add(new CountingSubtask(codecs, keyType, mine, files, restore, now));
            }
        }

        private TaskRestore restore(
                int subtask, KeyGroupRange mine, List<TaskStates.Split> former, List<FrozenTaskStates.Written> from) {
            List<Share> shares = new ArrayList<>();
            for (int i = 0; i < from.size(); i++) {
                FrozenTaskStates.Written each = from.get(i);
                // The first and the others share the list's five entries.
                boolean hasList =
                        each.operators().stream().anyMatch(o -> !o.lists().isEmpty());
                int entries = hasList ? each.operators().get(0).lists().get(0).entries() : 0;
                List<ListShare> lists =
                        subtask == 0 && entries > 0 ? List.of(new ListShare("offsets", 0, entries)) : List.of();
                shares.add(new Share(i, each.handle(), former.get(i).groups().intersection(mine), lists));
            }
            return new TaskRestore(
                    new CheckpointId(1), false, List.of(new OperatorShare(CountingSubtask.COUNTER, shares)));
        }

        private void check() {
            assertThat(subtasks.get(0).offsets.get()).containsExactly(1L, 2L, 3L, 4L, 5L);
            for (int i = 0; i < keys; i++) {
                Object key = keyOf.apply(i);
                KeyModel content = model.getOrDefault(key, new KeyModel());
                KeyModel found = owner(key).read();
                found.briefSince = now;
                assertThat(found.text(now)).as("%s", key).isEqualTo(content.text(now));
            }
            checkTimerCount();
            subtasks.forEach(this::checkTimers);
            checkTimerCount();
        }

        private void checkTimerCount() {
            long expected = model.values().stream()
                    .mapToLong(content -> content.timers.size())
                    .sum();
            long there = subtasks.stream()
                    .mapToLong(subtask -> subtask.timers().size())
                    .sum();
            assertThat(there).isEqualTo(expected);
        }

        private void checkTimers(CountingSubtask subtask) {
            long upTo = random.nextInt(500);
            Map<Object, TreeSet<Long>> fired = new HashMap<>();
            subtask.timers()
                    .fire(
                            upTo,
                            Integer.MAX_VALUE,
                            time -> fired.computeIfAbsent(subtask.keyed.store().key(), missing -> new TreeSet<>())
                                    .add(time));
            fired.forEach((key, times) -> {
                KeyModel content = model.computeIfAbsent(key, missing -> new KeyModel());
                assertThat(times).isEqualTo(content.timers.headSet(upTo, true));
                content.timers.removeAll(times);
            });
        }
    }
}
