package dev.selvage.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    /** A world in which one counter is advanced once in a while. */
    private record Ticking(Runnable setUp, Runnable tick, boolean comesToRest) implements Scenario {
        @Override
        public String name() {
            return "ticking";
        }

        @Override
        public World build(Simulation simulation) {
            setUp.run();
            simulation.faults().stop();
            tickForever(simulation);
            return new World() {
                @Override
                public void startTrouble() {}

                @Override
                public void stopTrouble() {}

                @Override
                public String wantedInTheEnd() {
                    return "the clock stands";
                }

                @Override
                public boolean reachedTheEnd() {
                    return comesToRest;
                }
            };
        }

        private void tickForever(Simulation simulation) {
            simulation.after(1_000_000, "tick", "clock", "tick", () -> {
                tick.run();
                tickForever(simulation);
            });
        }
    }

    @Test
    void aWorldThatDoesNotComeToRestFailsWithWhatWasWanted() {
        Simulator.Run run = Simulator.run(new Ticking(() -> {}, () -> {}, false), 7, false);

        assertThat(run.failure().orElseThrow())
                .hasMessage(
                        "expected, within 120 s of the last fault, that the clock stands, but it did not come to that");
    }

    @Test
    void aFaultOfTheProgramIsAFailureOfTheRun() {
        Simulator.Run run = Simulator.run(
                new Ticking(
                        () -> {},
                        () -> {
                            throw new IllegalStateException("a bug");
                        },
                        true),
                7,
                false);

        assertThat(run.failure().orElseThrow()).hasMessageContaining("a bug");
    }

    @Test
    void whatTheSeedDidNotDecideIsFoundByRunningTwice() {
        AtomicInteger worlds = new AtomicInteger();
        Scenario[] scenario = new Scenario[1];
        // Each world leaves a trace of its own in the order of events, as a hash table's order would.
        scenario[0] = new Scenario() {
            @Override
            public String name() {
                return "forgetful";
            }

            @Override
            public World build(Simulation simulation) {
                int world = worlds.incrementAndGet();
                simulation.after(world, "hidden", "world", "chance", () -> {});
                return new Ticking(() -> {}, () -> {}, true).build(simulation);
            }
        };
        Simulator.Run first = Simulator.run(scenario[0], 7, false);

        Optional<SimulationFailure> difference = Simulator.sameAgain(scenario[0], first);

        assertThat(difference.orElseThrow()).hasMessageContaining("the same seed went two ways at event 1:");
    }

    @Test
    void neighbouringSeedsShareNothing() {
        Set<Long> drawn = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new Simulation(seed, false).random("network");
            for (int i = 0; i < 100; i++) {
                drawn.add(random.nextLong());
            }
        }

        assertThat(drawn).hasSize(100 * 100);
    }

    @Test
    void aKindOfFaultDrawsFromASourceOfItsOwn() {
        Faults one = new Simulation(7, false).faults();
        Faults other = new Simulation(7, false).faults();
        for (Faults faults : List.of(one, other)) {
            faults.set(Faults.Kind.LOSS, 0.5);
            faults.set(Faults.Kind.DELAY, 0.5);
        }
        for (int i = 0; i < 100; i++) {
            other.strikes(Faults.Kind.DELAY);
            assertThat(one.strikes(Faults.Kind.LOSS)).isEqualTo(other.strikes(Faults.Kind.LOSS));
        }
    }
}
