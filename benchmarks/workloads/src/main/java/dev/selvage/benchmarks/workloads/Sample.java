package dev.selvage.benchmarks.workloads;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What one process has done so far; the difference of two samples is a measurement. Travels as one line.
 *
 * @param nanos the process's own monotonic clock
 * @param processorNanos processor time of the whole process, its collector and compiler included
 * @param records emitted by split, as far as it runs here
 * @param lateness results by how many milliseconds they came after their window's end
 * @param checkpoints how many milliseconds each completed one took, by its number
 */
public record Sample(
        long nanos,
        long processorNanos,
        SortedMap<Long, Long> records,
        SortedMap<Long, Long> lateness,
        SortedMap<Long, Long> checkpoints) {

    /** With this a line begins that holds a sample, whatever else an engine prints. */
    public static final String MARK = "@sample ";

    /** What happened between an earlier sample of the same process and this one. */
    public Sample since(Sample earlier) {
        SortedMap<Long, Long> completed = new TreeMap<>(checkpoints);
        completed.keySet().removeAll(earlier.checkpoints.keySet());
        return new Sample(
                nanos - earlier.nanos,
                processorNanos - earlier.processorNanos,
                difference(records, earlier.records),
                difference(lateness, earlier.lateness),
                completed);
    }

    private static SortedMap<Long, Long> difference(Map<Long, Long> later, Map<Long, Long> earlier) {
        SortedMap<Long, Long> difference = new TreeMap<>();
        later.forEach((key, count) -> {
            long more = count - earlier.getOrDefault(key, 0L);
            if (more != 0) {
                difference.put(key, more);
            }
        });
        return difference;
    }

    public String line() {
        return MARK + "nanos=" + nanos + " processor=" + processorNanos + " records=" + text(records) + " lateness="
                + text(lateness) + " checkpoints=" + text(checkpoints);
    }

    public static Sample parse(String line) {
        if (!line.startsWith(MARK)) {
            throw new IllegalArgumentException("Expected a sample, but found: " + line);
        }
        Map<String, String> parts = new HashMap<>();
        for (String part : line.substring(MARK.length()).split(" ", -1)) {
            int equals = part.indexOf('=');
            parts.put(part.substring(0, equals), part.substring(equals + 1));
        }
        return new Sample(
                Long.parseLong(parts.getOrDefault("nanos", "")),
                Long.parseLong(parts.getOrDefault("processor", "")),
                counts(parts.getOrDefault("records", "")),
                counts(parts.getOrDefault("lateness", "")),
                counts(parts.getOrDefault("checkpoints", "")));
    }

    private static String text(Map<Long, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + ":" + entry.getValue())
                .collect(Collectors.joining(","));
    }

    private static SortedMap<Long, Long> counts(String text) {
        SortedMap<Long, Long> counts = new TreeMap<>();
        if (!text.isEmpty()) {
            for (String entry : text.split(",", -1)) {
                int colon = entry.indexOf(':');
                counts.put(Long.parseLong(entry.substring(0, colon)), Long.parseLong(entry.substring(colon + 1)));
            }
        }
        return counts;
    }
}
