package dev.selvage.quickstart;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the example Temperatures has to come to, by plain loops that share no code with it. */
final class Truth {

    private static final int STATIONS = 8;
    private static final int READINGS_AN_HOUR = 6;
    private static final LocalDateTime FIRST_HOUR = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Truth() {}

    /** The lines for so many readings, in the order of hours and stations. */
    static List<String> lines(long readings) {
        List<String> lines = new ArrayList<>();
        for (long hour = 0; hour * READINGS_AN_HOUR * STATIONS < readings; hour++) {
            for (int station = 0; station < STATIONS; station++) {
                long count = 0;
                long coldest = Long.MAX_VALUE;
                long warmest = Long.MIN_VALUE;
                long sum = 0;
                for (int i = 0; i < READINGS_AN_HOUR; i++) {
                    long index = (hour * READINGS_AN_HOUR + i) * STATIONS + station;
                    if (index < readings) {
                        long tenths = index * 7919 % 400 - 100;
                        count++;
                        coldest = Math.min(coldest, tenths);
                        warmest = Math.max(warmest, tenths);
                        sum += tenths;
                    }
                }
                if (count > 0) {
                    lines.add(line(FIRST_HOUR.plusHours(hour), station, count, coldest, warmest, sum));
                }
            }
        }
        return lines;
    }

    private static String line(LocalDateTime hour, int station, long count, long coldest, long warmest, long sum) {
        return hour + ":00Z station " + station + ": " + count
                + String.format(
                        Locale.ROOT,
                        " readings, %.1f to %.1f, mean %.2f",
                        coldest / 10.0,
                        warmest / 10.0,
                        sum / 10.0 / count);
    }

    /** How what was found differs from what is true; nothing if it does not. */
    static List<String> differences(List<String> found, List<String> truth) {
        Map<String, Integer> surplus = new TreeMap<>();
        found.forEach(line -> surplus.merge(line, 1, Integer::sum));
        truth.forEach(line -> surplus.merge(line, -1, Integer::sum));
        Set<String> right = Set.copyOf(truth);
        List<String> differences = new ArrayList<>();
        surplus.forEach((line, count) -> {
            if (count < 0) {
                differences.add("missing: " + line);
            } else if (count > 0) {
                differences.add((right.contains(line) ? "more than once: " : "wrong: ") + line);
            }
        });
        return differences;
    }
}
