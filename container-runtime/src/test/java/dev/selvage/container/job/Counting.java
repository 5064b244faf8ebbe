package dev.selvage.container.job;

import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts the items of a group, and if wanted what they come to. In some kinds of accumulators each step changes the one that
 * it was given, as the API allows: whoever lets two windows, a window and a snapshot, or two tasks share one sees both counts.
 */
record Counting(Keying keying, boolean withSum, Kind kind) implements AggregateFunction<Object, Object, Object> {

    /** What accumulators look like. */
    enum Kind {
        /** Never changes. */
        RECORD {
            @Override
            DataType<?> type() {
                return Types.of(Seen.class);
            }

            @Override
            Object empty() {
                return new Seen(0, 0, 0);
            }

            @Override
            Object plus(Object accumulator, long group, long value) {
                Seen seen = (Seen) accumulator;
                return new Seen(group, seen.count() + 1, seen.sum() + value);
            }

            @Override
            Object plus(Object one, Object other) {
                Seen a = (Seen) one;
                Seen b = (Seen) other;
                return new Seen(Math.max(a.group(), b.group()), a.count() + b.count(), a.sum() + b.sum());
            }

            @Override
            Seen seen(Object accumulator) {
                return (Seen) accumulator;
            }
        },
        /** Changes, but state keeps its bytes. */
        FIELDS {
            @Override
            DataType<?> type() {
                return Types.of(Fields.class);
            }

            @Override
            Object empty() {
                return new Fields();
            }

            @Override
            Object plus(Object accumulator, long group, long value) {
                Fields fields = (Fields) accumulator;
                fields.group = group;
                fields.count++;
                fields.sum += value;
                return fields;
            }

            @Override
            Object plus(Object one, Object other) {
                Fields fields = (Fields) one;
                Fields added = (Fields) other;
                fields.group = Math.max(fields.group, added.group);
                fields.count += added.count;
                fields.sum += added.sum;
                return fields;
            }

            @Override
            Seen seen(Object accumulator) {
                Fields fields = (Fields) accumulator;
                return new Seen(fields.group, fields.count, fields.sum);
            }
        },
        /** Changes, and state keeps the object itself. */
        ARRAY {
            @Override
            DataType<?> type() {
                return Types.of(long[].class);
            }

            @Override
            Object empty() {
                return new long[3];
            }

            @Override
            Object plus(Object accumulator, long group, long value) {
                return plus(accumulator, new long[] {group, 1, value});
            }

            @Override
            Object plus(Object one, Object other) {
                long[] numbers = (long[]) one;
                long[] added = (long[]) other;
                numbers[0] = Math.max(numbers[0], added[0]);
                numbers[1] += added[1];
                numbers[2] += added[2];
                return numbers;
            }

            @Override
            Seen seen(Object accumulator) {
                long[] numbers = (long[]) accumulator;
                return new Seen(numbers[0], numbers[1], numbers[2]);
            }
        },
        /** Changes in what it holds: a copy of its reference alone would still be shared. */
        HOLDER {
            @Override
            DataType<?> type() {
                return Types.of(Holder.class);
            }

            @Override
            Object empty() {
                return new Holder();
            }

            @Override
            Object plus(Object accumulator, long group, long value) {
                Holder holder = (Holder) accumulator;
                holder.group = group;
                holder.values.add(value);
                return holder;
            }

            @Override
            Object plus(Object one, Object other) {
                Holder holder = (Holder) one;
                Holder added = (Holder) other;
                holder.group = Math.max(holder.group, added.group);
                holder.values.addAll(added.values);
                return holder;
            }

            @Override
            Seen seen(Object accumulator) {
                Holder holder = (Holder) accumulator;
                long sum = holder.values.stream().mapToLong(Long::longValue).sum();
                return new Seen(holder.group, holder.values.size(), sum);
            }
        };

        abstract DataType<?> type();

        abstract Object empty();

        abstract Object plus(Object accumulator, long group, long value);

        abstract Object plus(Object one, Object other);

        abstract Seen seen(Object accumulator);
    }

    /** What was counted. */
    public record Seen(long group, long count, long sum) implements Serializable {}

    /** The same, for whoever adds to it. */
    public static final class Fields {
        public long group;
        public long count;
        public long sum;
    }

    /** Every value that was counted. */
    public static final class Holder {
        public long group;
        public List<Long> values = new ArrayList<>();
    }

    /** For those who hand accumulators around as objects. */
    @SuppressWarnings("unchecked")
    DataType<Object> accumulatorType() {
        return (DataType<Object>) kind.type();
    }

    @Override
    public Object createAccumulator() {
        return kind.empty();
    }

    @Override
    public Object add(Object value, Object accumulator) {
        Item item = (Item) value;
        return kind.plus(accumulator, keying.groupOf(item), withSum ? item.value() : 0);
    }

    @Override
    public Object getResult(Object accumulator) {
        Seen seen = kind.seen(accumulator);
        return Item.of(seen.group(), seen.count() * 1000 + seen.sum());
    }

    @Override
    public Object merge(Object one, Object other) {
        return kind.plus(one, other);
    }
}
