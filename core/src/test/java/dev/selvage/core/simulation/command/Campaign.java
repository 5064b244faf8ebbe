package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulationFailure;
import dev.selvage.core.simulation.Simulator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Many runs of some scenarios under consecutive seeds, until one fails or all are through. Some of them are repeated in a
 * second JVM, to see that they go the same way there too.
 */
public final class Campaign {

    /** Seldom enough to cost little, often enough to see what is not the seed's doing. */
    private static final int REPEAT_EVERY = 20;
    /** One in a million times a choice between two comes out alike in all of as many. */
    private static final int MOST_JVMS = 20;

    private final int repeatEvery;
    private final TreeSet<String> promises = new TreeSet<>();
    private long runs;
    private long repeated;
    private long events;
    private long crashes;
    private long nanos;

    public Campaign() {
        this(REPEAT_EVERY);
    }

    /** A campaign that repeats every so many runs elsewhere. */
    Campaign(int repeatEvery) {
        this.repeatEvery = repeatEvery;
    }

    /** Runs the scenario under {@code count} seeds from {@code firstSeed} on; returns the first failure, told in full. */
    public Optional<String> run(Scenario scenario, long firstSeed, int count) {
        TreeMap<Long, Long> digests = new TreeMap<>();
        long started = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                boolean toRepeat = i % repeatEvery == 0;
                Simulator.Run run =
                        Simulator.run(scenario, firstSeed + i, toRepeat ? Recording.DIGEST : Recording.NUMBER);
                add(run);
                if (run.failure().isPresent()) {
                    return run.failure()
                            .map(SimulationFailure::getMessage)
                            .map(found -> withReplay(found, scenario, run.seed()));
                }
                if (toRepeat) {
                    digests.put(run.seed(), run.digest());
                }
            }
        } finally {
            nanos += System.nanoTime() - started;
        }
        return repeatElsewhere(scenario, digests);
    }

    private void add(Simulator.Run run) {
        runs++;
        events += run.events();
        crashes += run.crashes();
        promises.addAll(run.promises());
    }

    private Optional<String> repeatElsewhere(Scenario scenario, TreeMap<Long, Long> digests) {
        TreeMap<Long, Long> elsewhere = SecondJvm.digests(scenario, digests.keySet());
        repeated += elsewhere.size();
        for (Map.Entry<Long, Long> here : digests.entrySet()) {
            long seed = here.getKey();
            if (!here.getValue().equals(elsewhere.get(seed))) {
                String difference = differenceElsewhere(scenario, seed)
                        .orElse("and a second time it did not: what decided is more than the seed and the JVM");
                return Optional.of(withReplay(
                        "the seed " + seed + " went two ways in two JVMs " + difference
                                + "\nSomething besides the seed decides: the order of a hash table, a clock, a thread.",
                        scenario,
                        seed));
            }
        }
        return Optional.empty();
    }

    /** What decides may be drawn anew by each JVM and come out alike in some: several are asked. */
    private static Optional<String> differenceElsewhere(Scenario scenario, long seed) {
        List<String> here = Simulator.run(scenario, seed, Recording.LINES).trace();
        Optional<String> difference = Optional.empty();
        for (int jvm = 0; jvm < MOST_JVMS && difference.isEmpty(); jvm++) {
            difference = Simulator.firstDifference(here, SecondJvm.trace(scenario, seed));
        }
        return difference;
    }

    private static String withReplay(String found, Scenario scenario, long seed) {
        return found + "\nreplay: " + replayCommand(scenario.name(), seed);
    }

    /** The command that shows the same run again, event by event. */
    public static String replayCommand(String scenario, long seed) {
        return "scripts/simulate.sh --scenario " + scenario + " --seed " + seed + " --runs 1 --trace";
    }

    /** One line: runs, events, crashes, speed, and what was promised all the while. */
    public String summary() {
        return "%d runs (%d of them once more in a second JVM), %d events (%.0f a second), %d crashes; held after every event: %s"
                .formatted(
                        runs,
                        repeated,
                        events,
                        events * 1e9 / Math.max(1, nanos),
                        crashes,
                        String.join("; ", promises));
    }

    public long runs() {
        return runs;
    }

    public long crashes() {
        return crashes;
    }
}
