package dev.selvage.core.simulation;

import java.util.Optional;
import java.util.TreeSet;

/** Many runs of some scenarios under consecutive seeds, until one fails or all are through. */
public final class Campaign {

    /** Every so many runs, the same seed runs twice, to see that it goes the same way. */
    private static final int TWICE_EVERY = 20;

    private final TreeSet<String> promises = new TreeSet<>();
    private long runs;
    private long runsTwice;
    private long events;
    private long crashes;
    private long nanos;

    /** Runs the scenario under {@code count} seeds from {@code firstSeed} on; returns the first failure, told in full. */
    public Optional<String> run(Scenario scenario, long firstSeed, int count) {
        long started = System.nanoTime();
        try {
            for (int i = 0; i < count; i++) {
                Optional<String> failure = runOnce(scenario, firstSeed + i);
                if (failure.isPresent()) {
                    return failure;
                }
            }
            return Optional.empty();
        } finally {
            nanos += System.nanoTime() - started;
        }
    }

    private Optional<String> runOnce(Scenario scenario, long seed) {
        Simulator.Run run = Simulator.run(scenario, seed, false);
        runs++;
        events += run.events();
        crashes += run.crashes();
        promises.addAll(run.promises());
        Optional<SimulationFailure> failure = run.failure();
        if (failure.isEmpty() && runs % TWICE_EVERY == 0) {
            runsTwice++;
            events += run.events();
            failure = Simulator.sameAgain(scenario, run);
        }
        return failure.map(found -> found.getMessage() + "\nreplay: " + replayCommand(scenario.name(), seed));
    }

    /** The command that shows the same run again, event by event. */
    public static String replayCommand(String scenario, long seed) {
        return "scripts/simulate.sh --scenario " + scenario + " --seed " + seed + " --runs 1 --trace";
    }

    /** One line: runs, events, crashes, speed, and what was promised all the while. */
    public String summary() {
        return "%d runs (%d of them twice), %d events (%.0f a second), %d crashes; held after every event: %s"
                .formatted(
                        runs,
                        runsTwice,
                        events,
                        events * 1e9 / Math.max(1, nanos),
                        crashes,
                        String.join("; ", promises));
    }

    public long events() {
        return events;
    }

    public long crashes() {
        return crashes;
    }
}
