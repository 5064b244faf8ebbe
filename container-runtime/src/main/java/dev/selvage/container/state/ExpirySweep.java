package dev.selvage.container.state;

import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.state.table.KeyTable;
import java.util.List;

/**
 * Removes expired values of keys that nobody asks for any more. Each step looks at so few rows that it goes unnoticed, and
 * the steps come round to all rows in time.
 */
final class ExpirySweep {
    private static final int ROWS = 256;

    private final KeyTable table;
    private final List<StateColumn<?>> expiring;
    private int group;
    /** Which slot is next, counted from the group's first. */
    private int next;

    ExpirySweep(KeyTable table, List<StateColumn<?>> columns) {
        this.table = table;
        this.expiring =
                columns.stream().filter(column -> column.expiry().width() > 0).toList();
    }

    void step(long now) {
        if (expiring.isEmpty()) {
            return;
        }
        int end = Math.min(next + ROWS, table.slots(group));
        while (next < end) {
            int rows = table.size(group);
            clearEnded(table.firstSlot(group) + next, now);
            // Where a row is gone another one may have taken its place.
            if (table.size(group) == rows) {
                next++;
            }
        }
        if (next == table.slots(group)) {
            next = 0;
            group = (group + 1) % table.groupCount();
        }
    }

    private void clearEnded(int slot, long now) {
        for (StateColumn<?> column : expiring) {
            if (KeyTable.isPresent(table.page(slot), table.rowOf(slot), column.number())
                    && column.expiry()
                            .hasEnded(
                                    LittleEndian.getLong(table.page(slot), table.rowOf(slot) + column.stamp()), now)) {
                int rows = table.size(group);
                table.clear(slot, column.number());
                if (table.size(group) < rows) {
                    return;
                }
            }
        }
    }
}
