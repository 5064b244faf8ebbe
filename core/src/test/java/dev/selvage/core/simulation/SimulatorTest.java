package dev.selvage.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SimulatorTest {

    private static final String STANDS = "expected, within 120 s of the last fault and then for 5 s with new progress,"
            + " that the clock stands, but it did not come to that";

    /** A world in which one counter is advanced once in a while. */
    private record Ticking(Runnable tick, boolean comesToRest, boolean getsOn) implements Scenario {
        @Override
        public String name() {
            return "ticking";
        }

        @Override
        public World build(Simulation simulation) {
            simulation.faults().stop();
            AtomicLong ticks = new AtomicLong();
            tickForever(simulation, ticks);
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

                @Override
                public long progress() {
                    return getsOn ? ticks.get() : 0;
                }
            };
        }

        private void tickForever(Simulation simulation, AtomicLong ticks) {
            simulation.after(1_000_000, "tick", "clock", "tick", () -> {
                tick.run();
                ticks.incrementAndGet();
                tickForever(simulation, ticks);
            });
        }
    }

    @Test
    void aWorldThatComesToItsEndAndGetsOnPasses() {
        assertThat(run(new Ticking(() -> {}, true, true)).failure()).isEmpty();
    }

    @Test
    void aWorldThatDoesNotComeToRestFailsWithWhatWasWanted() {
        assertThat(run(new Ticking(() -> {}, false, true)).failure().orElseThrow())
                .hasMessage(STANDS);
    }

    @Test
    void aWorldThatOnlyRestsAndGetsNothingDoneFails() {
        assertThat(run(new Ticking(() -> {}, true, false)).failure().orElseThrow())
                .hasMessage(STANDS);
    }

    private static Simulator.Run run(Scenario scenario) {
        return Simulator.run(scenario, 7, Recording.NUMBER);
    }

    @Test
    void aFaultOfTheProgramIsAFailureOfTheRun() {
        Simulator.Run run = run(new Ticking(
                () -> {
                    throw new IllegalStateException("a bug");
                },
                true,
                true));

        assertThat(run.failure().orElseThrow()).hasMessageContaining("a bug");
    }

    @Test
    void theFirstDifferenceOfTwoRunsIsTold() {
        assertThat(Simulator.firstDifference(List.of("a", "b"), List.of("a", "b")))
                .isEmpty();
        assertThat(Simulator.firstDifference(List.of("a", "b"), List.of("a", "c")))
                .contains("at event 2:\n  b\n  c");
        assertThat(Simulator.firstDifference(List.of("a"), List.of("a", "c"))).contains("once 1 events long, once 2");
    }

    @Test
    void neighbouringSeedsShareNothing() {
        Set<Long> drawn = new HashSet<>();
        for (long seed = 1; seed <= 100; seed++) {
            SplittableRandom random = new Simulation(seed).random("network");
            for (int i = 0; i < 100; i++) {
                drawn.add(random.nextLong());
            }
        }

        assertThat(drawn).hasSize(100 * 100);
    }

    @Test
    void aKindOfFaultDrawsFromASourceOfItsOwn() {
        Faults one = new Simulation(7).faults();
        Faults other = new Simulation(7).faults();
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
