package dev.selvage.core.simulation;

import java.util.List;
import java.util.Optional;

/** Runs a scenario under one seed: a phase with faults, then a phase without in which it must come to rest. */
public final class Simulator {

    private static final long FAULTY_MICROS = 30_000_000;
    private static final long LIVENESS_MICROS = 120_000_000;

    /**
     * What came of one run.
     *
     * @param trace a line per event, if it was recorded
     */
    public record Run(
            long seed,
            long events,
            long crashes,
            long fingerprint,
            List<String> promises,
            Optional<SimulationFailure> failure,
            List<String> trace) {}

    private Simulator() {}

    public static Run run(Scenario scenario, long seed, boolean recording) {
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
                simulation.crashes(),
                simulation.trace().fingerprint(),
                simulation.promises(),
                failure,
                simulation.trace().lines());
    }

    private static void play(Scenario scenario, Simulation simulation) {
        Scenario.World world = scenario.build(simulation);
        world.startTrouble();
        simulation.runFor(FAULTY_MICROS);
        simulation.faults().stop();
        world.stopTrouble();
        simulation.runUntil(world.wantedInTheEnd(), world::reachedTheEnd, LIVENESS_MICROS);
    }

    /**
     * Runs a seed twice more and compares every event, with all that it carries. A difference means that something besides the
     * seed decided: the order of a hash table, a clock, another thread.
     */
    public static Optional<SimulationFailure> sameAgain(Scenario scenario, Run first) {
        List<String> one = run(scenario, first.seed(), true).trace();
        List<String> other = run(scenario, first.seed(), true).trace();
        for (int line = 0; line < Math.min(one.size(), other.size()); line++) {
            if (!one.get(line).equals(other.get(line))) {
                return Optional.of(new SimulationFailure("the same seed went two ways at event " + (line + 1) + ":\n  "
                        + one.get(line) + "\n  " + other.get(line)));
            }
        }
        return one.size() == other.size()
                ? Optional.empty()
                : Optional.of(new SimulationFailure(
                        "the same seed went two ways: once " + one.size() + " events long, once " + other.size()));
    }
}
