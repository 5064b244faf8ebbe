package dev.selvage.benchmarks.loop;

import dev.selvage.benchmarks.workloads.Lines;
import dev.selvage.benchmarks.workloads.Workload;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** W4, over bytes without a single object per word, and over strings. */
final class WordLoop {

    private WordLoop() {}

    /** Words are hashed while they are read, and looked up where they lie in their line. */
    static final class WithBytes implements Loop {

        /** The dictionary has 10,000 words. */
        private static final int SLOTS = 1 << 15;

        private final int split;
        private final byte[][] lines;
        private final byte[][] words = new byte[SLOTS][];
        private final long[] counts = new long[SLOTS];

        WithBytes(int split) {
            this.split = split;
            this.lines = Arrays.stream(Lines.prepare())
                    .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                    .toArray(byte[][]::new);
            Arrays.fill(words, new byte[0]);
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            for (long n = from; n < to; n++) {
                byte[] line = lines[(int) ((Workload.SPLITS * n + split) % lines.length)];
                int start = 0;
                int hash = 0;
                for (int i = 0; i < line.length; i++) {
                    if (line[i] == ' ') {
                        seen += count(line, start, i, hash);
                        start = i + 1;
                        hash = 0;
                    } else {
                        hash = 31 * hash + line[i];
                    }
                }
                seen += count(line, start, line.length, hash);
            }
            return seen;
        }

        private long count(byte[] line, int start, int end, int hash) {
            int slot = (hash * 0x9e3779b1) >>> (Integer.SIZE - 15);
            while (!Arrays.equals(words[slot], 0, words[slot].length, line, start, end)) {
                if (words[slot].length == 0) {
                    words[slot] = Arrays.copyOfRange(line, start, end);
                } else {
                    slot = (slot + 1) & (SLOTS - 1);
                }
            }
            return ++counts[slot];
        }
    }

    /** As most people would write it. */
    static final class WithStrings implements Loop {

        private final int split;
        private final String[] lines = Lines.prepare();
        private final Map<String, long[]> counts = new HashMap<>();

        WithStrings(int split) {
            this.split = split;
        }

        @Override
        public long block(long from, long to) {
            long seen = 0;
            for (long n = from; n < to; n++) {
                String line = lines[(int) ((Workload.SPLITS * n + split) % lines.length)];
                int start = 0;
                for (int blank = line.indexOf(' '); blank >= 0; blank = line.indexOf(' ', start)) {
                    seen += count(line.substring(start, blank));
                    start = blank + 1;
                }
                seen += count(line.substring(start));
            }
            return seen;
        }

        private long count(String word) {
            return ++counts.computeIfAbsent(word, unseen -> new long[1])[0];
        }
    }
}
