package dev.selvage.container.state.table;

import dev.selvage.core.plan.KeyGroupRange;
import java.util.ArrayList;
import java.util.List;

/** The tables of a task's key groups, which are frozen together. */
public final class KeyedTables {
    private final RowLayout layout;
    private final KeyTable[] tables;
    private final PageSharing sharing = new PageSharing();
    private final KeyGroupRange groups;
    private final int firstGroup;
    private final int maxParallelism;

    public KeyedTables(RowLayout layout, KeyGroupRange groups, int maxParallelism) {
        this.layout = layout;
        this.groups = groups;
        this.firstGroup = groups.first();
        this.maxParallelism = maxParallelism;
        this.tables = new KeyTable[groups.size()];
        for (int i = 0; i < tables.length; i++) {
            tables[i] = new KeyTable(i, layout, sharing);
        }
    }

    /** The table of the key group that a hash belongs to: see KeyGroups. */
    public KeyTable of(long hash) {
        return tables[numberOf(hash)];
    }

    /** The number of that table, counted from the first. */
    public int numberOf(long hash) {
        return (int) (((hash >>> Integer.SIZE) * maxParallelism) >>> Integer.SIZE) - firstGroup;
    }

    /** The table of one key group, counted from the first. */
    public KeyTable at(int number) {
        return tables[number];
    }

    /** How many key groups there are. */
    public int count() {
        return tables.length;
    }

    /** How many rows there are. */
    public long size() {
        long rows = 0;
        for (KeyTable each : tables) {
            rows += each.size();
        }
        return rows;
    }

    /** What the tables hold now. */
    public FrozenTables freeze() {
        SnapshotProgress progress = new SnapshotProgress();
        List<FrozenTable> frozen = new ArrayList<>(tables.length);
        for (KeyTable each : tables) {
            frozen.add(each.freeze());
        }
        sharing.add(progress);
        return new FrozenTables(groups, layout, frozen, progress);
    }
}
