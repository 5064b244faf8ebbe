package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.Keys;
import dev.selvage.benchmarks.workloads.Workload;
import java.util.Arrays;

/** W1, W2 and W5 over one array of longs: key + 1 (0 is free), count and sum lie side by side. */
final class OpenAddressingLoop {

    private static final int WIDTH = 4;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;
    private static final long RECORDS_PER_WINDOW = Workload.WINDOW_MILLIS * 1_000;

    private OpenAddressingLoop() {}

    /** At most two thirds full, so that a search is short. */
    private static final class Table {

        private final long[] cells;
        private final int shift;
        private final int mask;

        Table(long keys) {
            int bits = Long.SIZE - Long.numberOfLeadingZeros(keys * 3 / 2);
            shift = Long.SIZE - bits;
            mask = (1 << bits) - 1;
            cells = new long[WIDTH << bits];
        }

        /** The cell of the key's count; the sum lies behind it. */
        int find(long key) {
            int slot = (int) ((key * GOLDEN) >>> shift);
            while (true) {
                int cell = slot * WIDTH;
                long there = cells[cell];
                if (there == key + 1) {
                    return cell + 1;
                }
                if (there == 0) {
                    cells[cell] = key + 1;
                    return cell + 1;
                }
                slot = (slot + 1) & mask;
            }
        }
    }

    /** W1 and W5. */
    static final class Totals implements Loop {

        private final int split;
        private final Table table;

        Totals(Workload workload, int split) {
            this.split = split;
            this.table = new Table(workload.keys());
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            long[] cells = table.cells;
            for (long n = from; n < to; n++) {
                long value = Workload.SPLITS * n + split;
                int cell = table.find(Keys.of(value));
                cells[cell]++;
                cells[cell + 1] += value;
                seen += cells[cell + 1];
            }
            return seen;
        }
    }

    /** W2: a window at a time. */
    static final class Windows implements Loop {

        private final int split;
        private final Table table;

        Windows(Workload workload, int split) {
            this.split = split;
            this.table = new Table(workload.keys());
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            for (long n = from; n < to; n++) {
                if (n % RECORDS_PER_WINDOW == 0) {
                    seen += close();
                }
                table.cells[table.find(Keys.of(Workload.SPLITS * n + split))]++;
            }
            return seen;
        }

        private long close() {
            long seen = 0;
            long[] cells = table.cells;
            for (int cell = 0; cell < cells.length; cell += WIDTH) {
                if (cells[cell] != 0) {
                    seen += (cells[cell] - 1) ^ cells[cell + 1];
                }
            }
            Arrays.fill(cells, 0);
            return seen;
        }
    }
}
