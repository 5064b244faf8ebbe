package dev.selvage.container.snapshot;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.FlatCodec;
import dev.selvage.container.codec.IncompatibleSchemaException;
import dev.selvage.container.codec.LittleEndian;
import dev.selvage.container.codec.Skip;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.snapshot.SnapshotIndex.ColumnPart;
import dev.selvage.container.snapshot.SnapshotIndex.SectionPart;
import dev.selvage.container.state.KeyedStates;
import dev.selvage.container.state.StateColumn;
import dev.selvage.container.state.Timers;
import dev.selvage.container.state.table.KeyTable;
import dev.selvage.container.state.table.RowLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts rows of one section into an operator's states as they are now, which may have changed since. */
final class SectionReader {
    private final SectionPart section;
    private final KeyedStates states;
    private final List<Step> steps = new ArrayList<>();
    private final ByteInput flat = new ByteInput(new byte[0]);

    /**
     * What becomes of one state of a row.
     *
     * @param target where it goes; nowhere if nobody wants it any more
     * @param skip moves over it
     */
    private record Step(ColumnPart written, Optional<Target> target, Skip skip) {}

    /**
     * Where a state's values go.
     *
     * @param width of values whose bytes stay what they are; else zero
     */
    private record Target(StateColumn<?> column, ValueReader<?> reader, int width) {}

    SectionReader(String operator, SectionPart section, KeyedStates states, boolean mayLeave) {
        this.section = section;
        this.states = states;
        if (section.name().equals(KeyedStates.STATES) && !states.takes(section.spaced(), section.slice())) {
            throw new UnreadableStateException(
                    "The state of '" + operator + "' lies as another kind of operator had it:"
                            + " windows of one length keep theirs in slices of time, sessions by key. Give the new operator"
                            + " another uid; with execution.state-recovery.ignore-unclaimed-state the former one's state is lost.");
        }
        for (ColumnPart column : section.columns()) {
            steps.add(step(operator, column, mayLeave));
        }
    }

    private Step step(String operator, ColumnPart written, boolean mayLeave) {
        CodecSchema schema = CodecSchema.parse(written.schema());
        for (StateColumn<?> column : states.columns()) {
            if (column.name().equals(written.name())) {
                return step(operator, written, schema, column);
            }
        }
        if (mayLeave) {
            return new Step(written, Optional.empty(), Evolution.skipOf(schema));
        }
        throw new UnreadableStateException("The checkpoint has the state '" + written.name() + "' of '" + operator
                + "', which does not ask for it any more: ask for it in open(), or set"
                + " execution.state-recovery.ignore-unclaimed-state to lose it.");
    }

    private static Step step(String operator, ColumnPart written, CodecSchema schema, StateColumn<?> column) {
        try {
            ValueReader<?> reader = Evolution.reader(schema, column.codec());
            boolean same = column.codec().schema().equals(schema);
            int width = same && column.codec() instanceof FlatCodec<?> flatCodec ? flatCodec.width() : 0;
            return new Step(written, Optional.of(new Target(column, reader, width)), in -> {});
        } catch (IncompatibleSchemaException e) {
            throw new UnreadableStateException(
                    "The state '" + written.name() + "' of '" + operator + "' cannot be read: " + e.getMessage(), e);
        }
    }

    /** Puts the rows of a key group in. */
    void read(int rows, ByteInput in) {
        if (section.name().equals(KeyedStates.STATES)) {
            long first = LittleEndian.getLong(in.bytes, in.position + RowLayout.HASH);
            KeyTable table = states.table(section.slice());
            table.reserve(table.groupOf(first), rows);
            for (int i = 0; i < rows; i++) {
                readRow(in);
            }
        } else {
            Timers timers = states.timers(section.name());
            for (int i = 0; i < rows; i++) {
                int row = in.take(section.width());
                long hash = LittleEndian.getLong(in.bytes, row + RowLayout.HASH);
                timers.add(hash, key(in), LittleEndian.getLong(in.bytes, row + RowLayout.SPACE));
            }
        }
    }

    private void readRow(ByteInput in) {
        int row = in.take(section.width());
        long hash = LittleEndian.getLong(in.bytes, row + RowLayout.HASH);
        long present = LittleEndian.getLong(in.bytes, row + RowLayout.PRESENT);
        long space = section.spaced() ? LittleEndian.getLong(in.bytes, row + RowLayout.SPACE) : 0;
        Object key = key(in);
        KeyTable table = states.table(section.slice());
        int slot = KeyTable.NONE;
        for (Step step : steps) {
            ColumnPart written = step.written;
            if ((present >>> written.number() & 1) == 0) {
                continue;
            }
            if (step.target.isPresent()) {
                Target target = step.target.get();
                slot = slotFor(table, slot, hash, key, space, target.column);
                ByteInput value = written.flat() ? flat(in, row + written.offset()) : in;
                put(table, slot, target, value);
                stamp(table, slot, target.column, written, in.bytes, row);
            } else if (!written.flat()) {
                step.skip.over(in);
            }
        }
    }

    private @Nullable Object key(ByteInput in) {
        return section.keysKept() ? states.keyCodec().read(in) : null;
    }

    private ByteInput flat(ByteInput in, int at) {
        flat.reset(in.bytes, at, in.limit);
        return flat;
    }

    private static int slotFor(
            KeyTable table, int known, long hash, @Nullable Object key, long space, StateColumn<?> column) {
        if (known == KeyTable.NONE) {
            return table.insert(hash, key, space, column.number());
        }
        KeyTable.markPresent(table.writable(known), table.rowOf(known), column.number());
        return known;
    }

    @SuppressWarnings("unchecked") // A reader of a column gives values of it.
    private static void put(KeyTable table, int slot, Target target, ByteInput in) {
        StateColumn<?> column = target.column;
        byte[] page = table.writable(slot);
        int at = table.rowOf(slot) + column.offset();
        if (target.width > 0) {
            System.arraycopy(in.bytes, in.take(target.width), page, at, target.width);
        } else if (column.codec() instanceof FlatCodec<?> flatCodec) {
            ((FlatCodec<Object>) flatCodec).put(target.reader.read(in), page, at);
        } else {
            int objects = table.layout().column(column.number());
            table.setObject(slot, objects, column.offset(), target.reader.read(in));
        }
    }

    /** A value that only now begins to expire has its full life before it. */
    private void stamp(KeyTable table, int slot, StateColumn<?> column, ColumnPart written, byte[] bytes, int row) {
        if (column.expiry().width() > 0) {
            long since = written.stamp() > 0
                    ? LittleEndian.getLong(bytes, row + written.stamp())
                    : states.store().now();
            LittleEndian.putLong(table.writable(slot), table.rowOf(slot) + column.stamp(), since);
        }
    }
}
