package dev.selvage.container.snapshot;

import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.snapshot.SnapshotIndex.ColumnPart;
import dev.selvage.container.snapshot.SnapshotIndex.GroupPart;
import dev.selvage.container.snapshot.SnapshotIndex.SectionPart;
import dev.selvage.container.state.FrozenKeyedStates.Section;
import dev.selvage.container.state.StateColumn;
import dev.selvage.container.state.table.FrozenTable;
import dev.selvage.container.state.table.RowLayout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one section: each as it lies in its page, followed by its key if the hash does not give it back, and by
 * the values that are not flat. What had expired is left out.
 */
final class SectionWriter implements FrozenTable.RowVisitor {
    private final String operator;
    private final Section section;
    private final RowLayout layout;
    private final Codec<Object> keyCodec;
    private final long now;
    private final SnapshotSink sink;
    private final int width;
    private final List<Beside> beside = new ArrayList<>();
    private final List<StateColumn<?>> expiring = new ArrayList<>();
    private int rows;

    /** A state whose values lie beside the rows. */
    private record Beside(String name, int number, int column, Codec<Object> codec) {}

    @SuppressWarnings("unchecked") // Objects of a column are of the column's codec.
    SectionWriter(String operator, Section section, Codec<?> keyCodec, long now, SnapshotSink sink) {
        this.operator = operator;
        this.section = section;
        this.layout = section.table().layout();
        this.keyCodec = (Codec<Object>) keyCodec;
        this.now = now;
        this.sink = sink;
        this.width = layout.width();
        for (StateColumn<?> column : section.columns()) {
            if (!column.isFlat()) {
                int at = layout.column(column.number());
                beside.add(new Beside(column.name(), column.number(), at, (Codec<Object>) column.codec()));
            }
            if (column.expiry().width() > 0) {
                expiring.add(column);
            }
        }
    }

    SectionPart write() throws IOException {
        List<GroupPart> groups = new ArrayList<>();
        int first = section.table().groups().first();
        try {
            for (int group = first; group <= section.table().groups().last(); group++) {
                rows = 0;
                sink.beginBlock();
                section.table().visit(group, this);
                groups.add(new GroupPart(rows, sink.endBlock()));
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        List<ColumnPart> columns =
                section.columns().stream().map(SectionWriter::part).toList();
        return new SectionPart(
                section.name(), section.slice(), layout.keepsKeys(), layout.isSpaced(), width, columns, first, groups);
    }

    private static ColumnPart part(StateColumn<?> column) {
        int stamp = column.expiry().width() > 0 ? column.stamp() : 0;
        String schema = column.codec().schema().text();
        return new ColumnPart(column.name(), column.number(), schema, column.isFlat(), column.offset(), stamp);
    }

    @Override
    public void row(byte[] page, int row, long present, @Nullable Object[] objects, int firstObject) {
        long left = expiring.isEmpty() ? present : withoutExpired(page, row, present);
        if (left == 0) {
            return;
        }
        ByteOutput out = sink.out;
        int at = out.reserve(width);
        System.arraycopy(page, row, out.bytes, at, width);
        LittleEndian.putLong(out.bytes, at + RowLayout.PRESENT, left);
        if (layout.keepsKeys()) {
            write("key", "", keyCodec, objects[firstObject], out);
        }
        for (Beside state : beside) {
            if ((left >>> state.number & 1) != 0) {
                write("state", state.name, state.codec, objects[firstObject + state.column], out);
            }
        }
        rows++;
        try {
            sink.makeRoom();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String kind, String name, Codec<Object> codec, Object value, ByteOutput out) {
        try {
            codec.write(value, out);
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            String what = name.isEmpty() ? kind : kind + " '" + name + "'";
            throw new UnwritableStateException(what, operator, thrown);
        }
    }

    private long withoutExpired(byte[] page, int row, long present) {
        long left = present;
        for (StateColumn<?> column : expiring) {
            if (column.expiry().hasEnded(LittleEndian.getLong(page, row + column.stamp()), now)) {
                left &= ~(1L << column.number());
            }
        }
        return left;
    }
}
