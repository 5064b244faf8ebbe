package dev.selvage.core.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
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
            SimulatedNetwork network = new SimulatedNetwork(simulation);
            SimulatedYarn yarn = new SimulatedYarn(simulation, new NoApplication());
            Nemesis nemesis =
                    new Nemesis(simulation, network, new SimulatedZooKeeper(simulation), yarn, List::<String>of);
            simulation.faults().stop();
            tickForever(simulation);
            return new World() {
                @Override
                public Nemesis nemesis() {
                    return nemesis;
                }

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

    private static final class NoApplication implements SimulatedYarn.Application {
        @Override
        public SimulatedProcess<?, ?> startAttempt(int attempt) {
            throw new AssertionError("nothing was submitted");
        }

        @Override
        public SimulatedProcess<?, ?> startContainer(YarnNews.Container container) {
            throw new AssertionError("nothing was submitted");
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
    void theCommandLineSumsUpAndNamesTheCommandThatReplaysAFailure() {
        String good = output(0, "--runs", "3", "--seed", "5");
        String bad = output(1, "--runs", "50", "--seed", "5", "--scenario", "ledger-pointer-before-data");
        String replay = bad.lines()
                .filter(line -> line.startsWith("replay: "))
                .findFirst()
                .orElseThrow();
        String[] words =
                replay.substring("replay: scripts/simulate.sh ".length()).split(" ");

        assertThat(good).matches("(?s)3 runs .* events .* crashes; held after every event: .*\\R");
        assertThat(output(1, words)).contains("broken promise", "fingerprint");
    }

    @Test
    void theCommandLineRefusesWhatItDoesNotKnow() {
        assertThat(output(2, "--scenario", "leger")).startsWith("expected a scenario of ledger, ");
        assertThat(output(2, "--runs", "many")).startsWith("expected a number after --runs, but found many");
        assertThat(output(2, "--run", "1")).startsWith("expected an option, but found --run");
        assertThat(output(2, "--runs")).startsWith("expected a value after --runs, but found none");
    }

    private static String output(int expectedStatus, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = SimulateMain.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), List.of(arguments));
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isEqualTo(expectedStatus);
        return text;
    }
}
