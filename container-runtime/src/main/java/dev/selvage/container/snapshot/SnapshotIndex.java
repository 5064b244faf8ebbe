package dev.selvage.container.snapshot;

import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.CorruptDataException;
import dev.selvage.core.checkpoint.ListState.Spread;
import dev.selvage.core.id.OperatorId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What lies where in a snapshot, and how it was written: enough to read a few key groups, or some entries of a list, and
 * nothing else. A persistent format.
 */
record SnapshotIndex(List<OperatorPart> operators) {

    private static final Block NOTHING = new Block(0, 0, 0);

    SnapshotIndex {
        operators = List.copyOf(operators);
    }

    /** Bytes of the snapshot, counted from its beginning; their checksum, since they may be read alone. */
    record Block(long offset, long length, long checksum) {}

    /** What one operator has. */
    record OperatorPart(OperatorId operator, Optional<KeyedPart> keyed, List<ListPart> lists) {}

    /** Keyed state: how keys were written, and split. */
    record KeyedPart(String keySchema, int maxParallelism, List<SectionPart> sections) {}

    /**
     * Rows of keys by key group.
     *
     * @param slice when the slice of time begins that these rows belong to; zero if there are no slices
     * @param keysKept whether the key itself follows each row
     * @param spaced whether rows tell their space
     * @param width of a row
     */
    record SectionPart(
            String name,
            long slice,
            boolean keysKept,
            boolean spaced,
            int width,
            List<ColumnPart> columns,
            int firstGroup,
            List<GroupPart> groups) {}

    /**
     * A state: the bit at {@code number} tells that a row has it.
     *
     * @param offset where a flat value begins in the row; values that are not flat follow the row
     * @param stamp where in the row stands since when the value lives, if it expires; else zero
     */
    record ColumnPart(String name, int number, String schema, boolean flat, int offset, int stamp) {}

    /** The rows of a key group. */
    record GroupPart(int rows, Block block) {}

    /** A list, each entry behind its length. */
    record ListPart(String name, Spread spread, String schema, int entries, Block block) {}

    /** What an operator has here. */
    Optional<OperatorPart> operator(OperatorId id) {
        return operators.stream().filter(part -> part.operator().equals(id)).findFirst();
    }

    void write(ByteOutput out) {
        each(out, operators, operator -> {
            out.writeLong(operator.operator.high());
            out.writeLong(operator.operator.low());
            each(out, operator.keyed.stream().toList(), keyed -> write(keyed, out));
            each(out, operator.lists, list -> {
                out.writeString(list.name);
                out.writeString(list.spread.name());
                out.writeString(list.schema);
                out.writeVarInt(list.entries);
                write(list.block, out);
            });
        });
    }

    private static void write(KeyedPart keyed, ByteOutput out) {
        out.writeString(keyed.keySchema);
        out.writeVarInt(keyed.maxParallelism);
        each(out, keyed.sections, section -> {
            out.writeString(section.name);
            out.writeLong(section.slice);
            out.writeBoolean(section.keysKept);
            out.writeBoolean(section.spaced);
            out.writeVarInt(section.width);
            each(out, section.columns, column -> {
                out.writeString(column.name);
                out.writeVarInt(column.number);
                out.writeString(column.schema);
                out.writeBoolean(column.flat);
                out.writeVarInt(column.offset);
                out.writeVarInt(column.stamp);
            });
            out.writeVarInt(section.firstGroup);
            each(out, section.groups, group -> {
                out.writeVarInt(group.rows);
                if (group.rows > 0) {
                    write(group.block, out);
                }
            });
        });
    }

    private static void write(Block block, ByteOutput out) {
        out.writeLong(block.offset);
        out.writeLong(block.length);
        out.writeLong(block.checksum);
    }

    private static <T> void each(ByteOutput out, List<T> parts, Consumer<T> write) {
        out.writeVarInt(parts.size());
        parts.forEach(write);
    }

    static SnapshotIndex read(ByteInput in) {
        return new SnapshotIndex(each(in, SnapshotIndex::operator));
    }

    private static OperatorPart operator(ByteInput in) {
        OperatorId id = new OperatorId(in.readLong(), in.readLong());
        Optional<KeyedPart> keyed = each(in, SnapshotIndex::keyed).stream().findFirst();
        return new OperatorPart(id, keyed, each(in, SnapshotIndex::list));
    }

    private static KeyedPart keyed(ByteInput in) {
        return new KeyedPart(text(in), in.readVarInt(), each(in, SnapshotIndex::section));
    }

    private static SectionPart section(ByteInput in) {
        return new SectionPart(
                text(in),
                in.readLong(),
                in.readBoolean(),
                in.readBoolean(),
                in.readVarInt(),
                each(in, SnapshotIndex::column),
                in.readVarInt(),
                each(in, SnapshotIndex::group));
    }

    private static GroupPart group(ByteInput in) {
        int rows = in.readVarInt();
        return new GroupPart(rows, rows == 0 ? NOTHING : block(in));
    }

    private static ColumnPart column(ByteInput in) {
        return new ColumnPart(text(in), in.readVarInt(), text(in), in.readBoolean(), in.readVarInt(), in.readVarInt());
    }

    private static ListPart list(ByteInput in) {
        return new ListPart(text(in), Spread.valueOf(text(in)), text(in), in.readVarInt(), block(in));
    }

    private static Block block(ByteInput in) {
        return new Block(in.readLong(), in.readLong(), in.readLong());
    }

    private static <T> List<T> each(ByteInput in, Function<ByteInput, T> read) {
        int count = in.readCount(1);
        List<T> parts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            parts.add(read.apply(in));
        }
        return parts;
    }

    private static String text(ByteInput in) {
        String text = in.readString();
        if (text == null) {
            throw new CorruptDataException("Wanted a name in the index of a snapshot, found none: it was damaged.");
        }
        return text;
    }
}
