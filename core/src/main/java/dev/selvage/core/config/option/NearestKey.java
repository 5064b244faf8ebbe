package dev.selvage.core.config.option;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the key, or another word, that a mistyped one was probably meant to be. */
public final class NearestKey {

    private NearestKey() {}

    /** The candidate with the fewest letters changed, if fewer than a third of them are. */
    public static Optional<String> to(String key, Stream<String> candidates) {
        return candidates
                .map(candidate -> new Scored(
                        candidate, lettersChanged(key.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT))))
                .filter(scored -> scored.distance * 3 <= Math.max(key.length(), scored.candidate.length()))
                .min(Comparator.comparingInt(Scored::distance).thenComparing(Scored::candidate))
                .map(Scored::candidate);
    }

    private record Scored(String candidate, int distance) {}

    /** Levenshtein's distance: insertions, deletions and replacements, one row at a time. */
    private static int lettersChanged(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int column = 0; column <= to.length(); column++) {
            row[column] = column;
        }
        for (int line = 1; line <= from.length(); line++) {
            int diagonal = row[0];
            row[0] = line;
            for (int column = 1; column <= to.length(); column++) {
                int replaced = diagonal + (from.charAt(line - 1) == to.charAt(column - 1) ? 0 : 1);
                diagonal = row[column];
                row[column] = Math.min(replaced, 1 + Math.min(row[column], row[column - 1]));
            }
        }
        return row[to.length()];
    }
}
