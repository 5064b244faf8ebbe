package dev.selvage.container.state.table;

import dev.selvage.core.plan.KeyGroupRange;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link KeyTable} held at one moment, for the thread that writes it out: it does not change meanwhile. It tells the
 * task how far it has been read, and in the end that it is read no more, whether the snapshot came about or not.
 */
public final class FrozenTable {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final KeyGroupRange groups;
    private final RowLayout layout;
    private final Pages directory;
    private final int[] firstSlots;
    private final int[] slotMasks;
    private final SnapshotProgress progress;

    /** The pages of all groups, and the objects beside their rows. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared: it is there to be handed over.
    record Pages(byte[][] rows, @Nullable Object[][] objects, int shift) {}

    FrozenTable(
            KeyGroupRange groups,
            RowLayout layout,
            Pages directory,
            int[] firstSlots,
            int[] slotMasks,
            SnapshotProgress progress) {
        this.groups = groups;
        this.layout = layout;
        this.directory = directory;
        this.firstSlots = firstSlots;
        this.slotMasks = slotMasks;
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
    public void visit(int group, RowVisitor visitor) {
        int number = group - groups.first();
        for (int page = 0; page < pageCount(number); page++) {
            visit(number, page, visitor);
        }
        progress.at(number + 1, 0);
    }

    int pageCount(int number) {
        return (slotMasks[number] >>> directory.shift()) + 1;
    }

    void visit(int number, int page, RowVisitor visitor) {
        int at = (firstSlots[number] >>> directory.shift()) + page;
        byte[] rows = directory.rows()[at];
        @Nullable Object[] beside = directory.objects()[at];
        int stride = layout.stride();
        int columns = layout.objectColumns();
        for (int row = 0, first = 0; row < rows.length; row += stride, first += columns) {
            long present = (long) LONG.get(rows, row + RowLayout.PRESENT);
            if (present != 0) {
                visitor.row(rows, row, present, beside, first);
            }
        }
        progress.at(number, page + 1);
    }

    /** Says that nothing is read any more. */
    public void done() {
        progress.done();
    }

    /** Sees rows one after the other: where each begins in its page, and its objects in theirs. */
    public interface RowVisitor {
        void row(byte[] page, int row, long present, @Nullable Object[] objects, int firstObject);
    }
}
