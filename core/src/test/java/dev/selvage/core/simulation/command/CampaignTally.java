package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Simulator;
import java.util.Locale;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What schedules have come to: how many there were, what happened in them on average, and what was promised all the while. */
public final class CampaignTally {

    private final TreeSet<String> promises = new TreeSet<>();
    private final TreeMap<String, Long> counts = new TreeMap<>();
    private long runs;
    private long repeated;
    private long events;
    private long nanos;

    void add(Simulator.Run run) {
        runs++;
        events += run.events();
        promises.addAll(run.promises());
        run.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
    }

    void repeated(int more) {
        repeated += more;
    }

    void took(long more) {
        nanos += more;
    }

    public long runs() {
        return runs;
    }

    /** How often something happened in a schedule, on average. */
    public double perSchedule(String what) {
        return counts.getOrDefault(what, 0L) / (double) Math.max(1, runs);
    }

    /** What was promised, and found to hold after each event. */
    public String promised() {
        return "held after every event: " + String.join("; ", promises);
    }

    /** One line: schedules, what happened in each on average, speed. */
    public String summary() {
        String each = counts.keySet().stream()
                .map(what -> String.format(Locale.ROOT, "%.1f %s, ", perSchedule(what), what))
                .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%d schedules (%d of them once more in a second JVM) in %.0f s; per schedule: %s%.0f events; %d events"
                        + " in all, %.0f a second",
                runs,
                repeated,
                nanos / 1e9,
                each,
                events / (double) Math.max(1, runs),
                events,
                events * 1e9 / Math.max(1, nanos));
    }
}
