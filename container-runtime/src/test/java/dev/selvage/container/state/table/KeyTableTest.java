package dev.selvage.container.state.table;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.plan.KeyGroupRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table against a map that says what it has to hold, with snapshots that begin and end at any moment. */
class KeyTableTest {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final int GROUPS = 4;
    /** The upper bits of a hash tell its key group, here three of them. */
    private static final int GROUP_SHIFT = Long.SIZE - 3;

    @ParameterizedTest
    @ValueSource(ints = {10, 1_000, 20_000})
    void holdsWhatAMapHoldsAndSnapshotsDoNotChange(int keys) {
        for (int seed = 0; seed < 5; seed++) {
            new Run(seed, keys).go(40 * keys);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {7, 3_000})
    void keysWithEqualHashesStayApart(int keys) {
        RowLayout layout = new RowLayout(false, false, 0);
        int state = layout.addFlat(Long.BYTES);
        KeyTable table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        for (int i = 0; i < keys; i++) {
            table.insert(i % 3, "key " + i, 0, state);
        }

        assertThat(table.size()).isEqualTo(keys);
        for (int i = 0; i < Math.min(keys, 100); i++) {
            assertThat(table.find(i % 3, "key " + i, 0)).isNotEqualTo(KeyTable.NONE);
        }
        assertThat(table.find(1, "key 0", 0)).isEqualTo(KeyTable.NONE);
    }

    /** Whoever is told by a hash is not compared, and need not be near. */
    @Test
    void aTellingHashIsEnough() {
        RowLayout layout = new RowLayout(false, false, 1);
        int state = layout.addFlat(Long.BYTES);
        KeyTable table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        int told = table.insert(5, "key", 0, state);
        int compared = table.insert(6, "key", 0, state);

        assertThat(table.find(5, "not looked at", 0)).isEqualTo(told);
        assertThat(table.find(6, "looked at", 0)).isEqualTo(KeyTable.NONE);
        assertThat(table.find(6, "key", 0)).isEqualTo(compared);
    }

    /** What rows leave as they become more is nothing to keep, unless a snapshot keeps it anyway. */
    @Test
    void aTableThatGrowsKeepsNothing() {
        RowLayout layout = new RowLayout(true, false, 0);
        int state = layout.addFlat(Long.BYTES);
        KeyTable table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        for (int key = 0; key < 10_000; key++) {
            table.insert(key, null, 0, state);
        }
        assertThat(table.sparePages()).isZero();

        FrozenTable read = table.freeze();
        for (int key = 10_000; key < 20_000; key++) {
            table.insert(key, null, 0, state);
        }
        read.done();
        assertThat(table.sparePages()).isPositive();
        table.freeze().done();
        table.freeze().done();
        assertThat(table.sparePages()).as("not used in the meantime").isZero();
    }

    /** A page of which rows make only a part does not keep others from being used. */
    @Test
    void copiesAreMadeIntoPagesOfFullSize() {
        SparePages spares = new SparePages(4);
        byte[] full = {1, 2, 3, 4};
        spares.copy(full);
        byte[] part = {5, 6};
        spares.copy(part);
        spares.release();

        assertThat(spares.copy(part)).isNotSameAs(part).isEqualTo(part);
        byte[] next = {7, 8, 9, 10};
        assertThat(spares.copy(next)).isSameAs(full).isEqualTo(next);
        assertThat(spares.copy(next)).isNotSameAs(next).isEqualTo(next);
    }

    @Test
    void aRowWithoutValuesDoesNotExist() {
        RowLayout layout = new RowLayout(true, false, 0);
        int first = layout.addFlat(Long.BYTES);
        int second = layout.addFlat(Integer.BYTES);
        KeyTable table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        int slot = table.insert(42, null, 0, first);
        KeyTable.markPresent(table.writable(slot), table.rowOf(slot), second);

        table.clear(slot, first);
        assertThat(table.find(42, null, 0)).isEqualTo(slot);
        table.clear(slot, second);
        assertThat(table.find(42, null, 0)).isEqualTo(KeyTable.NONE);
        assertThat(table.size()).isZero();
    }

    /** Or each snapshot would leave a heap of garbage. */
    @Test
    void aCopyIsMadeIntoAPageThatNobodyReadsAnyLonger() {
        RowLayout layout = new RowLayout(true, false, 0);
        int state = layout.addFlat(Long.BYTES);
        KeyTable table = new KeyTable(layout, new KeyGroupRange(0, 0), 1);
        table.reserve(0, 1_000);
        int slot = table.insert(42, null, 0, state);
        byte[] first = table.page(slot);

        FrozenTable one = table.freeze();
        byte[] second = table.writable(slot);
        FrozenTable two = table.freeze();
        byte[] third = table.writable(slot);
        assertThat(third).as("the first snapshot still reads the first page").isNotSameAs(first);
        one.done();
        two.done();
        FrozenTable three = table.freeze();
        assertThat(table.writable(slot)).isSameAs(second).isEqualTo(third);
        three.visit(
                0,
                (page, row, present, objects, firstObject) -> assertThat(page).isSameAs(third));
    }

    /** One seed's worth of random changes, to the upper half of all key groups. */
    private static final class Run {
        private final Random random;
        private final int keys;
        private final KeyTable table;
        private final int state;
        private final int offset;
        private final Map<Long, Long> model = new HashMap<>();
        private final List<Pending> snapshots = new ArrayList<>();

        Run(int seed, int keys) {
            this.random = new Random(seed);
            this.keys = keys;
            RowLayout layout = new RowLayout(true, false, 0);
            state = layout.addFlat(Long.BYTES);
            offset = layout.offset(state);
            table = new KeyTable(layout, new KeyGroupRange(GROUPS, 2 * GROUPS - 1), 2 * GROUPS);
        }

        void go(int steps) {
            for (int step = 0; step < steps; step++) {
                // Small keys spread badly on purpose: long runs of neighbours are what removal has to get right.
                int key = random.nextInt(keys);
                long hash = key * (random.nextBoolean() ? 1L : 31L) | (long) (GROUPS + key % GROUPS) << GROUP_SHIFT;
                int kind = random.nextInt(100);
                if (kind < 70) {
                    put(hash, random.nextLong());
                } else if (kind < 99) {
                    remove(hash);
                } else if (random.nextInt(keys) < 20) {
                    snapshots.add(begin());
                }
                if (!snapshots.isEmpty() && random.nextInt(keys) < 20) {
                    Pending pending = snapshots.get(random.nextInt(snapshots.size()));
                    if (pending.advance()) {
                        snapshots.remove(pending);
                    }
                }
            }
            assertThat(contentOf(table.freeze())).isEqualTo(model);
            assertThat(table.size()).isEqualTo(model.size());
            model.forEach((hash, value) -> assertThat(get(hash)).isEqualTo(value));
        }

        private void put(long hash, long value) {
            int slot = table.find(hash, null, 0);
            if (slot == KeyTable.NONE) {
                slot = table.insert(hash, null, 0, state);
            }
            LONG.set(table.writable(slot), table.rowOf(slot) + offset, value);
            model.put(hash, value);
        }

        private void remove(long hash) {
            int slot = table.find(hash, null, 0);
            assertThat(slot == KeyTable.NONE).isEqualTo(!model.containsKey(hash));
            if (slot != KeyTable.NONE) {
                table.clear(slot, state);
                model.remove(hash);
            }
        }

        private @Nullable Long get(long hash) {
            int slot = table.find(hash, null, 0);
            return slot == KeyTable.NONE ? null : (Long) (long) LONG.get(table.page(slot), table.rowOf(slot) + offset);
        }

        private Pending begin() {
            return new Pending(table.freeze(), new HashMap<>(model));
        }

        private Map<Long, Long> contentOf(FrozenTable frozen) {
            Map<Long, Long> content = new HashMap<>();
            for (int group = GROUPS; group < 2 * GROUPS; group++) {
                frozen.visit(group, collector(content));
            }
            frozen.done();
            return content;
        }

        private FrozenTable.RowVisitor collector(Map<Long, Long> content) {
            return (rows, row, present, objects, firstObject) ->
                    content.put((long) LONG.get(rows, row), (long) LONG.get(rows, row + offset));
        }

        /** A snapshot that is read page by page while the table goes on changing. */
        private final class Pending {
            private final FrozenTable frozen;
            private final Map<Long, Long> expected;
            private final Map<Long, Long> read = new HashMap<>();
            private int number;
            private int page;

            Pending(FrozenTable frozen, Map<Long, Long> expected) {
                this.frozen = frozen;
                this.expected = expected;
            }

            /** Reads a page; returns whether all is read. */
            boolean advance() {
                if (number == GROUPS) {
                    frozen.done();
                    assertThat(read).isEqualTo(expected);
                    return true;
                }
                frozen.visit(number, page, collector(read));
                page++;
                if (page == frozen.pageCount(number)) {
                    page = 0;
                    number++;
                }
                return false;
            }
        }
    }
}
