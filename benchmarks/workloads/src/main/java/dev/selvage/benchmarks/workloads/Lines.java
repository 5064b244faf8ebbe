package dev.selvage.benchmarks.workloads;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The prepared lines of W4: words by Zipf's law from a dictionary, each line exactly as long as the next. Always the same. */
public final class Lines {

    static final int WORDS = 10_000;
    static final int LINES = 10_000;
    static final int LINE_LENGTH = 100;
    static final int SHORTEST_WORD = 3;
    static final int LONGEST_WORD = 10;

    private final List<String> dictionary;
    private final double[] cumulated = new double[WORDS];
    private long seed;

    private Lines() {
        dictionary = List.copyOf(words());
        double sum = 0;
        for (int rank = 1; rank <= WORDS; rank++) {
            sum += 1.0 / rank;
            cumulated[rank - 1] = sum;
        }
    }

    /** All lines; the source cycles over them. */
    public static String[] prepare() {
        Lines lines = new Lines();
        List<String> prepared = new ArrayList<>(LINES);
        for (int i = 0; i < LINES; i++) {
            prepared.add(lines.line());
        }
        return prepared.toArray(String[]::new);
    }

    private Set<String> words() {
        Set<String> words = new LinkedHashSet<>();
        while (words.size() < WORDS) {
            int length = SHORTEST_WORD + (int) below(LONGEST_WORD - SHORTEST_WORD + 1);
            StringBuilder word = new StringBuilder(length);
            for (int i = 0; i < length; i++) {
                word.append((char) ('a' + below(26)));
            }
            words.add(word.toString());
        }
        return words;
    }

    private String line() {
        StringBuilder line = new StringBuilder(LINE_LENGTH);
        while (line.length() < LINE_LENGTH) {
            int blank = line.length() == 0 ? 0 : 1;
            String word = drawWord();
            int left = LINE_LENGTH - line.length() - blank - word.length();
            // What is left is nothing, or has room for a blank and another word; else another word is drawn.
            if (left == 0 || left > SHORTEST_WORD) {
                line.append(" ".repeat(blank)).append(word);
            }
        }
        return line.toString();
    }

    private String drawWord() {
        double drawn = (next() >>> 11) * 0x1.0p-53 * cumulated[WORDS - 1];
        int low = 0;
        int high = WORDS - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (cumulated[middle] > drawn) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return dictionary.get(low);
    }

    private long below(int bound) {
        return (next() >>> 1) % bound;
    }

    /** SplitMix64. */
    private long next() {
        seed += 0x9e3779b97f4a7c15L;
        return Keys.mix64(seed);
    }
}
