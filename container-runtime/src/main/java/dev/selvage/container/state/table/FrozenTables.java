package dev.selvage.container.state.table;

import dev.selvage.core.plan.KeyGroupRange;
import java.util.List;

/**
 * The unchanging content of the tables of some key groups, for the thread that writes it out. It tells the task how far it
 * has come, and in the end that it reads no more, whether the snapshot came about or not.
 */
public final class FrozenTables {
    private final KeyGroupRange groups;
    private final RowLayout layout;
    private final List<FrozenTable> tables;
    private final SnapshotProgress progress;

    FrozenTables(KeyGroupRange groups, RowLayout layout, List<FrozenTable> tables, SnapshotProgress progress) {
        this.groups = groups;
        this.layout = layout;
        this.tables = List.copyOf(tables);
        this.progress = progress;
    }

    /** Which key groups these are. */
    public KeyGroupRange groups() {
        return groups;
    }

    /** What a row holds. */
    public RowLayout layout() {
        return layout;
    }

    /** Shows all rows of a key group; groups come in order, since pages behind the reader change again. */
    public void visit(int group, FrozenTable.RowVisitor visitor) {
        int number = group - groups.first();
        FrozenTable table = tables.get(number);
        for (int page = 0; page < table.pageCount(); page++) {
            table.visit(page, visitor);
            progress.at(number, page + 1);
        }
        progress.at(number + 1, 0);
    }

    /** Says that nothing is read any more. */
    public void done() {
        progress.done();
    }
}
