package dev.selvage.container.operator;

import dev.selvage.api.function.RuntimeContext;
import dev.selvage.api.source.ComputedSource;
import dev.selvage.api.source.SourceOutput;
import dev.selvage.api.source.SplitReader;
import dev.selvage.api.type.DataType;
import dev.selvage.api.type.Types;
import java.io.Serializable;
import java.util.List;

/**
 * Says what stands in a script, one line after the other.
 *
 * @param most records that are emitted at once
 */
public record ScriptSource<T>(List<Line<T>> lines, int most, DataType<T> recordType)
        implements ComputedSource<T, Integer> {

    /** What is said, or not said for a while. */
    public sealed interface Line<T> extends Serializable {

        /** A record; {@link Long#MIN_VALUE} if it has no timestamp. */
        record Value<T>(T value, long timestamp) implements Line<T> {}

        /** Nothing before the clock shows this. */
        record Silence<T>(long untilMillis) implements Line<T> {}
    }

    public ScriptSource {
        lines = List.copyOf(lines);
    }

    @Override
    public boolean isBounded() {
        return true;
    }

    @Override
    public List<Integer> splits(int parallelism) {
        return List.of(0);
    }

    @Override
    public SplitReader<T, Integer> open(Integer split, RuntimeContext context) {
        return new Reader(split);
    }

    @Override
    public DataType<Integer> splitType() {
        return Types.INT;
    }

    private final class Reader implements SplitReader<T, Integer> {
        private int next;
        private boolean silent;

        private Reader(int next) {
            this.next = next;
        }

        @Override
        public long read(SourceOutput<T> out, int limit) {
            int all = Math.min(limit, most);
            for (int i = 0; i < all && next < lines.size(); i++) {
                if (lines.get(next) instanceof Line.Silence<T> silence && !silent) {
                    // Whoever emits something is asked again at once, whatever time it names.
                    if (i > 0) {
                        return MORE;
                    }
                    silent = true;
                    return silence.untilMillis();
                }
                if (lines.get(next) instanceof Line.Value<T> value) {
                    out.collect(value.value(), value.timestamp());
                }
                silent = false;
                next++;
            }
            return next == lines.size() ? END : MORE;
        }

        @Override
        public Integer position() {
            return next;
        }

        @Override
        public void close() {}
    }
}
