package dev.selvage.container.state;

import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.container.state.table.KeyedTables;
import java.util.List;

/**
 * Removes expired values of keys that nobody asks for any more. Each step looks at so few rows that it goes unnoticed, and
 * the steps come round to all rows in time.
 */
final class ExpirySweep {
    private static final int ROWS = 256;

    private final KeyedTables tables;
    private final List<StateColumn<?>> expiring;
    private int number;
    private int slot;

    ExpirySweep(KeyedTables tables, List<StateColumn<?>> columns) {
        this.tables = tables;
        this.expiring =
                columns.stream().filter(column -> column.expiry().width() > 0).toList();
    }

    void step(long now) {
        if (expiring.isEmpty()) {
            return;
        }
        KeyTable table = tables.at(number);
        int end = Math.min(slot + ROWS, table.slots());
        while (slot < end) {
            int rows = table.size();
            clearEnded(table, now);
            // Where a row is gone another one may have taken its place.
            if (table.size() == rows) {
                slot++;
            }
        }
        if (slot == table.slots()) {
            slot = 0;
            number = (number + 1) % tables.count();
        }
    }

    private void clearEnded(KeyTable table, long now) {
        for (StateColumn<?> column : expiring) {
            if (table.has(slot, column.number())
                    && column.expiry()
                            .hasEnded(
                                    LittleEndian.getLong(table.page(slot), table.rowOf(slot) + column.stamp()), now)) {
                int rows = table.size();
                table.clear(slot, column.number());
                if (table.size() < rows) {
                    return;
                }
            }
        }
    }
}
