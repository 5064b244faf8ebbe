package dev.selvage.container.job;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.EnumeratedSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.Serializable;
import java.util.List;

/**
 * Items in several splits, the same ones in every run. Timestamps of a split rise but for a bounded disorder. Reads a few
 * at a time, now and then none, so that readers are seen in all their moods.
 *
 * @param stamped whether the source tells timestamps, or leaves that to whoever asks the items
 */
record ItemSource(List<Span> spans, boolean stamped) implements ComputedSource<Item, ItemSource.Span> {

    /** How far behind the latest a timestamp may lie. */
    static final long DISORDER = 50;

    private static final long STEP = 10;

    /** A time that has passed: ask again at once. */
    private static final long LONG_AGO = 1;

    /** A split: the items of a salt, from one number up to another. */
    public record Span(long salt, long next, long end) implements Serializable {}

    ItemSource {
        spans = List.copyOf(spans);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public List<Span> splits(int parallelism) {
        return spans;
    }

    @Override
    public SplitReader<Item, Span> open(Span split, RuntimeContext context) {
        return new Reader(split, stamped);
    }

    @Override
    public DataType<Item> recordType() {
        return Types.of(Item.class);
    }

    @Override
    public DataType<Span> splitType() {
        return Types.of(Span.class);
    }

    /** The same items, but their splits come from an enumerator. */
    Listed listed() {
        return new Listed(this);
    }

    private static final class Reader implements SplitReader<Item, Span> {
        private final long salt;
        private final long end;
        private final boolean stamped;
        private long next;
        private boolean paused;

        private Reader(Span span, boolean stamped) {
            this.salt = span.salt();
            this.next = span.next();
            this.end = span.end();
            this.stamped = stamped;
        }

        @Override
        public long read(SourceOutput<Item> out, int limit) {
            if (next < end && next % 9 == 4 && !paused) {
                paused = true;
                return LONG_AGO;
            }
            paused = false;
            Faults.at("in a source", 1_000);
            long until = Math.min(end, next + Math.min(limit, 1 + next % 5));
            for (; next < until; next++) {
                Item item = item(salt, next);
                if (stamped) {
                    out.collect(item, item.at());
                } else {
                    out.collect(item);
                }
            }
            return next == end ? END : MORE;
        }

        @Override
        public Span position() {
            return new Span(salt, next, end);
        }

        @Override
        public void close() {}
    }

    private static Item item(long salt, long number) {
        long hash = Item.mix(salt * 31 + number);
        long at = number * STEP + Math.floorMod(hash >>> 20, DISORDER + 1);
        return new Item(Math.floorMod(hash, 7), Math.floorMod(hash >>> 8, 1000), at);
    }

    /** A source of items whose splits are looked for by a task of their own. */
    record Listed(ItemSource items) implements EnumeratedSource<Item, Span> {
        @Override
        public ComputedSource<Span, ?> enumerator() {
            return new Lister(items.spans);
        }

        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public SplitReader<Item, Span> open(Span split, RuntimeContext context) {
            return items.open(split, context);
        }

        @Override
        public DataType<Item> recordType() {
            return items.recordType();
        }

        @Override
        public DataType<Span> splitType() {
            return items.splitType();
        }
    }

    /** The source of splits: one split that says which one is next. */
    private record Lister(List<Span> spans) implements ComputedSource<Span, Integer> {
        @Override
        public boolean isBounded() {
            return true;
        }

        @Override
        public List<Integer> splits(int parallelism) {
            return List.of(0);
        }

        @Override
        public SplitReader<Span, Integer> open(Integer split, RuntimeContext context) {
            return new SplitReader<>() {
                private int next = split;

                @Override
                public long read(SourceOutput<Span> out, int limit) {
                    if (next < spans.size()) {
                        out.collect(spans.get(next++));
                    }
                    return next < spans.size() ? MORE : END;
                }

                @Override
                public Integer position() {
                    return next;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public DataType<Span> recordType() {
            return Types.of(Span.class);
        }

        @Override
        public DataType<Integer> splitType() {
            return Types.INT;
        }
    }
}
