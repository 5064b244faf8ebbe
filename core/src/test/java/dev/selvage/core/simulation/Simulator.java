package dev.selvage.core.simulation;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/** Runs a scenario under one seed: a phase with faults, then a phase without in which it must come to rest. */
public final class Simulator {

    /**
     * What came of one run.
     *
     * @param counts how often what happened, by what the scenario calls it
     * @param fingerprint of when, to whom, and what kind
     * @param digest of all that the events carried, if it was recorded
     * @param trace a line per event, if they were recorded
     */
    public record Run(
            long seed,
            long events,
            SortedMap<String, Long> counts,
            long fingerprint,
            long digest,
            List<String> promises,
            Optional<SimulationFailure> failure,
            List<String> trace) {}

    private Simulator() {}

    public static Run run(Scenario scenario, long seed, Recording recording) {
        Simulation simulation = new Simulation(seed, recording);
        Optional<SimulationFailure> failure = Optional.empty();
        try {
            play(scenario, simulation);
        } catch (SimulationFailure e) {
            failure = Optional.of(e);
        } catch (RuntimeException | AssertionError | StackOverflowError e) {
            // Whatever it is, the seed has to be told.
            failure = Optional.of(new SimulationFailure("a fault in the simulated program: " + e, e));
        }
        return new Run(
                seed,
                simulation.events(),
                simulation.counts(),
                simulation.trace().fingerprint(),
                simulation.trace().digest(),
                simulation.promises(),
                failure,
                simulation.trace().lines());
    }

    private static void play(Scenario scenario, Simulation simulation) {
        Scenario.World world = scenario.build(simulation);
        world.startTrouble();
        simulation.runFor(scenario.phases().faulty());
        simulation.faults().stop();
        world.stopTrouble();
        simulation.runToTheEnd(world, scenario.phases());
    }

    /**
     * The first event in which two runs of a seed differ, as the end of a sentence, or nothing if they are the same. A
     * difference means that something besides the seed decided: the order of a hash table, a clock, another thread.
     */
    public static Optional<String> firstDifference(List<String> one, List<String> other) {
        for (int line = 0; line < Math.min(one.size(), other.size()); line++) {
            if (!one.get(line).equals(other.get(line))) {
                return Optional.of("at event " + (line + 1) + ":\n  " + one.get(line) + "\n  " + other.get(line));
            }
        }
        return one.size() == other.size()
                ? Optional.empty()
                : Optional.of("once " + one.size() + " events long, once " + other.size());
    }
}
