package dev.selvage.container.snapshot;

import dev.selvage.api.state.ListState;
import dev.selvage.api.state.ListStateDescriptor;
import dev.selvage.api.state.OperatorStateStore;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.UnknownTypeException;
import dev.selvage.container.codec.ByteInput;
import dev.selvage.container.codec.ByteOutput;
import dev.selvage.container.codec.Codec;
import dev.selvage.container.codec.CodecSchema;
import dev.selvage.container.codec.Codecs;
import dev.selvage.container.codec.Evolution;
import dev.selvage.container.codec.IncompatibleSchemaException;
import dev.selvage.container.codec.ValueReader;
import dev.selvage.container.snapshot.SnapshotIndex.ListPart;
import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.checkpoint.ListState.Spread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The lists of one operator that belong to no key: what its function keeps, and what the runtime keeps for it. Only from the
 * task's thread.
 */
public final class OperatorLists implements OperatorStateStore {
    private final String operator;
    private final Codecs codecs;
    private final Map<String, Kept<?>> lists = new TreeMap<>();
    /** What a checkpoint has for lists that were not asked for yet. */
    private final Map<String, List<Restored>> restored = new TreeMap<>();

    /** Neighbouring entries of a list in a snapshot. */
    record Restored(SnapshotReader reader, ListPart list, int first, int count) {}

    OperatorLists(String operator, Codecs codecs) {
        this.operator = operator;
        this.codecs = codecs;
    }

    void restore(Restored part) {
        restored.computeIfAbsent(part.list.name(), missing -> new ArrayList<>()).add(part);
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> descriptor) {
        return list(descriptor.getName(), codec(descriptor), Spread.SPLIT);
    }

    @Override
    public <T> ListState<T> getUnionListState(ListStateDescriptor<T> descriptor) {
        return list(descriptor.getName(), codec(descriptor), Spread.UNION);
    }

    @SuppressWarnings("unchecked") // A codec is of the type that it was asked for.
    private <T> Codec<T> codec(ListStateDescriptor<T> descriptor) {
        DataType<T> type = descriptor.getType();
        if (!type.isKnown()) {
            throw new UnknownTypeException("The type of the state '" + descriptor.getName() + "' of '" + operator
                    + "' is not known because " + type.unknownBecause()
                    + ": give its descriptor the type as a TypeHint, or one of Types.");
        }
        return (Codec<T>) codecs.of(type.type());
    }

    /** A list, with the entries that a checkpoint has for it. */
    @SuppressWarnings("unchecked") // Of the same codec.
    public <T> ListState<T> list(String name, Codec<T> codec, Spread spread) {
        Kept<?> before = lists.get(name);
        if (before != null) {
            if (before.spread != spread || !before.codec.schema().equals(codec.schema())) {
                throw new IllegalArgumentException("The list '" + name + "' of '" + operator
                        + "' is asked for twice, and not as the same: lists of one operator need different names.");
            }
            return (ListState<T>) before;
        }
        Kept<T> made = new Kept<>(codec, spread);
        List<Restored> parts = restored.remove(name);
        if (parts != null) {
            parts.forEach(part -> read(part, made));
        }
        lists.put(name, made);
        return made;
    }

    private <T> void read(Restored part, Kept<T> into) {
        try {
            ValueReader<? extends T> reader = Evolution.reader(CodecSchema.parse(part.list.schema()), into.codec);
            ByteInput in = part.reader.block(part.list.block());
            for (int i = 0; i < part.first + part.count; i++) {
                int length = in.readCount(1);
                if (i < part.first) {
                    in.take(length);
                } else {
                    into.entries.add(reader.read(in));
                }
            }
        } catch (IncompatibleSchemaException e) {
            throw new UnreadableStateException(
                    "The list '" + part.list.name() + "' of '" + operator + "' cannot be read: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Everything was asked for by now; what is left over would be lost. */
    void ready(boolean mayLeave) {
        if (!restored.isEmpty() && !mayLeave) {
            throw new UnreadableStateException("The checkpoint has the list '"
                    + restored.keySet().iterator().next() + "' of '" + operator
                    + "', which does not ask for it any more: ask for it in initializeState(), or set"
                    + " execution.state-recovery.ignore-unclaimed-state to lose it.");
        }
        restored.clear();
    }

    /** A list as bytes, or why there are none. */
    record FrozenList(
            String name,
            Spread spread,
            CodecSchema schema,
            int entries,
            Bytes bytes,
            Optional<UnwritableStateException> failure) {}

    /** Lists are short, and their entries may change at once: they are written on the spot. */
    List<FrozenList> freeze() {
        List<FrozenList> frozen = new ArrayList<>();
        lists.forEach((name, list) -> {
            if (!list.entries.isEmpty()) {
                frozen.add(freeze(name, list));
            }
        });
        return frozen;
    }

    /** An entry that cannot be written is no failure of the task: it is told to whoever writes the snapshot. */
    private FrozenList freeze(String name, Kept<?> list) {
        Bytes bytes = Bytes.NONE;
        Optional<UnwritableStateException> failure = Optional.empty();
        try {
            bytes = Bytes.copyOf(list.toBytes());
        } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
            // Errors too: serializers call code of users.
            failure = Optional.of(new UnwritableStateException("list '" + name + "'", operator, thrown));
        }
        return new FrozenList(name, list.spread, list.codec.schema(), list.entries.size(), bytes, failure);
    }

    /** One list. */
    private static final class Kept<T> implements ListState<T> {
        private final Codec<T> codec;
        private final Spread spread;
        private final List<T> entries = new ArrayList<>();

        Kept(Codec<T> codec, Spread spread) {
            this.codec = codec;
            this.spread = spread;
        }

        byte[] toBytes() {
            ByteOutput out = new ByteOutput(64);
            ByteOutput entry = new ByteOutput(64);
            for (T each : entries) {
                entry.position = 0;
                codec.write(each, entry);
                out.writeVarInt(entry.position);
                out.writeBytes(entry.bytes, 0, entry.position);
            }
            return out.toByteArray();
        }

        @Override
        public Iterable<T> get() {
            return Collections.unmodifiableList(entries);
        }

        @Override
        public void add(T value) {
            entries.add(value);
        }

        @Override
        public void addAll(List<T> values) {
            entries.addAll(values);
        }

        @Override
        public void update(List<T> values) {
            List<T> taken = List.copyOf(values);
            entries.clear();
            entries.addAll(taken);
        }

        @Override
        public void clear() {
            entries.clear();
        }
    }
}
