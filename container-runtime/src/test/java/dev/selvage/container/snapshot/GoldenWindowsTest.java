package dev.selvage.container.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.ValueState;
import dev.selvage.api.state.ValueStateDescriptor;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.key.KeyHash;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.Slices;
import dev.selvage.container.state.StateClasses;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.SnapshotHandle;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.checkpoint.TaskRestore.OperatorShare;
import dev.selvage.core.checkpoint.TaskRestore.Share;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.OperatorId;
import dev.selvage.core.plan.KeyGroupRange;
import dev.selvage.core.plan.KeyGroups;
import dev.selvage.platform.storage.LocalFileStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * The same promise as {@link GoldenSnapshotTest}'s for the state of windows: in slices of time, as windows of one length have
 * it, and in spaces of each key, as sessions do.
 */
class GoldenWindowsTest {
    private static final GoldenFile FILE = new GoldenFile("windows-3.bin");
    private static final KeyGroupRange ALL = new KeyGroupRange(0, 7);
    private static final SnapshotFiles FILES = new SnapshotFiles(path -> new LocalFileStorage());
    private static final OperatorId SLICED = OperatorId.ofUid("sliced");
    private static final OperatorId SPACED = OperatorId.ofUid("spaced");
    private static final int CHANGES = 400;

    /** What a key has in a window. */
    private record Contents(
            @Nullable Long sum,
            List<String> lines,
            @Nullable Boolean fired) {}

    /** By the window, then by the key. */
    private final TreeMap<Long, TreeMap<Object, Contents>> wanted = new TreeMap<>();

    /** Two operators of one task: the keys of one are text and kept, those of the other are numbers that hashes give back. */
    private static final class Windows {
        private final TaskStates task;
        private final Operator sliced;
        private final Operator spaced;
        private final Slices slices;

        Windows(KeyGroupRange groups, Optional<TaskRestore> restore) {
            Codecs codecs = new Codecs(GoldenWindowsTest.class.getClassLoader());
            task = new TaskStates(codecs, new TaskStates.Split(groups, 8), FILES, restore, false);
            sliced = new Operator(task.keyed(SLICED, "sliced", Types.STRING, new StateClasses(), false), Types.STRING);
            slices = sliced.states.slices();
            spaced = new Operator(task.keyed(SPACED, "spaced", Types.LONG, new StateClasses(), true), Types.LONG);
            task.time(0);
            task.ready();
        }

        void selectInSlice(String key, long start) {
            sliced.select(key);
            slices.enter(start);
        }

        void selectInSpace(long key, long space) {
            spaced.select(key);
            spaced.states.store().select(space);
        }
    }

    /** The states that a window operator asks for. */
    private static final class Operator {
        private final KeyedStates states;
        private final KeyHash hashes;
        private final ValueState<Long> sum;
        private final ListState<String> lines;
        private final ValueState<Boolean> fired;

        Operator(KeyedStates states, DataType<?> keyType) {
            this.states = states;
            this.hashes = KeyHash.of(keyType.type());
            this.sum = states.value(new ValueStateDescriptor<>("sum", Long.class));
            this.lines = states.list(new ListStateDescriptor<>("lines", String.class));
            this.fired = states.value(new ValueStateDescriptor<>("fired", Boolean.class));
        }

        void select(Object key) {
            states.store().select(hashes.hash(key), key);
        }

        void change(Random random) {
            int value = random.nextInt(1000);
            switch (random.nextInt(4)) {
                case 0, 1 -> sum.update(sum.value() == null ? value : sum.value() + value);
                case 2 -> lines.add("line " + value);
                default -> fired.update(value % 2 == 0);
            }
        }

        Contents read() {
            List<String> all = new ArrayList<>();
            lines.get().forEach(all::add);
            return new Contents(sum.value(), all, fired.value());
        }
    }

    /** The same changes in every run, and in {@link #wanted} what they come to. */
    private Windows changed() {
        Windows windows = new Windows(ALL, Optional.empty());
        Random random = new Random(42);
        for (int i = 0; i < CHANGES; i++) {
            long window = (random.nextInt(7) - 3) * 500L;
            if (random.nextBoolean()) {
                String key = "key " + random.nextInt(20);
                windows.selectInSlice(key, window);
                windows.sliced.change(random);
                note(window, key, windows.sliced.read());
            } else {
                long key = random.nextInt(20);
                windows.selectInSpace(key, window);
                windows.spaced.change(random);
                note(window, key, windows.spaced.read());
                windows.spaced.states.eventTimers().register(key * 1000 + window);
            }
        }
        return windows;
    }

    private void note(long window, Object key, Contents contents) {
        wanted.computeIfAbsent(
                        window, absent -> new TreeMap<>((a, b) -> a.toString().compareTo(b.toString())))
                .put(key, contents);
    }

    private static Windows restored(KeyGroupRange groups, byte[] snapshot) {
        Share share = new Share(0, new SnapshotHandle.Inline(Bytes.copyOf(snapshot)), Optional.of(groups), List.of());
        return new Windows(
                groups,
                Optional.of(new TaskRestore(
                        new CheckpointId(1),
                        false,
                        List.of(
                                new OperatorShare(SLICED, List.of(share)),
                                new OperatorShare(SPACED, List.of(share))))));
    }

    @Test
    void everyWindowOfAnEarlierSnapshotIsThere() throws Exception {
        FILE.offer(changed().task, FILES);

        Windows read = restored(ALL, FILE.read());

        assertThat(slicesOf(read)).isEqualTo(wantedOf(String.class, ALL));
        assertThat(spacesOf(read, ALL)).isEqualTo(wantedOf(Long.class, ALL));
        assertThat(timersOf(read)).isEqualTo(wantedTimers());
    }

    @Test
    void eachSubtaskTakesTheWindowsOfItsKeys() throws Exception {
        changed();
        byte[] golden = FILE.read();

        for (KeyGroupRange part : List.of(new KeyGroupRange(0, 2), new KeyGroupRange(3, 7))) {
            Windows read = restored(part, golden);
            assertThat(slicesOf(read)).as("of " + part).isEqualTo(wantedOf(String.class, part));
            assertThat(spacesOf(read, part)).as("of " + part).isEqualTo(wantedOf(Long.class, part));
        }
    }

    private static TreeMap<Long, TreeMap<Object, Contents>> slicesOf(Windows windows) {
        TreeMap<Long, TreeMap<Object, Contents>> found = new TreeMap<>();
        for (Slices.Slice slice : windows.slices.all()) {
            TreeMap<Object, Contents> keys = new TreeMap<>();
            windows.slices.forEachKey(
                    slice, () -> keys.put(windows.sliced.states.store().key(), windows.sliced.read()));
            found.put(slice.start(), keys);
        }
        return found;
    }

    /** Nobody can ask which spaces there are: those that should be are read, and then there must be no further row. */
    private TreeMap<Long, TreeMap<Object, Contents>> spacesOf(Windows windows, KeyGroupRange groups) {
        TreeMap<Long, TreeMap<Object, Contents>> found = wantedOf(Long.class, groups);
        long rows = 0;
        for (var window : found.entrySet()) {
            rows += window.getValue().size();
            window.getValue().replaceAll((key, contents) -> {
                windows.selectInSpace((Long) key, window.getKey());
                return windows.spaced.read();
            });
        }
        assertThat(windows.spaced.states.store().rows()).as("rows of sessions").isEqualTo(rows);
        return found;
    }

    private static List<String> timersOf(Windows windows) {
        List<String> fired = new ArrayList<>();
        windows.spaced
                .states
                .eventTimers()
                .fire(
                        Long.MAX_VALUE,
                        Integer.MAX_VALUE,
                        time -> fired.add(windows.spaced.states.store().key() + " at " + time));
        return fired.stream().sorted().toList();
    }

    private List<String> wantedTimers() {
        List<String> timers = new ArrayList<>();
        wantedOf(Long.class, ALL)
                .forEach((window, keys) ->
                        keys.keySet().forEach(key -> timers.add(key + " at " + ((Long) key * 1000 + window))));
        return timers.stream().sorted().toList();
    }

    private TreeMap<Long, TreeMap<Object, Contents>> wantedOf(Class<?> keyType, KeyGroupRange groups) {
        KeyHash hashes = KeyHash.of(keyType == String.class ? Types.STRING.type() : Types.LONG.type());
        TreeMap<Long, TreeMap<Object, Contents>> part = new TreeMap<>();
        wanted.forEach((window, keys) -> keys.forEach((key, contents) -> {
            if (keyType.isInstance(key) && groups.contains(KeyGroups.of(hashes.hash(key), 8))) {
                part.computeIfAbsent(window, absent -> new TreeMap<>()).put(key, contents);
            }
        }));
        return part;
    }
}
