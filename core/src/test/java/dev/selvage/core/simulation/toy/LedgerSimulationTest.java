package dev.selvage.core.simulation.toy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Campaign;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The simulator proves itself: it passes what is right, finds what is wrong, and shows it again. */
class LedgerSimulationTest {

    private static final int RUNS = 400;

    /** Fresh seeds at each build: the failure line names the one that fails. */
    private static final long FRESH_SEED = System.nanoTime() & 0xFFFF_FFFFL;

    @Test
    void aCorrectProgramKeepsItsPromisesWhateverFails() {
        Campaign campaign = new Campaign();

        Optional<String> failure = campaign.run(LedgerScenario.correct(), FRESH_SEED, RUNS);

        assertThat(failure).isEmpty();
        assertThat(campaign.crashes())
                .as("crashes: without them the runs prove little")
                .isGreaterThan(RUNS);
        System.out.println(campaign.summary());
    }

    @Test
    void eachPlantedBugIsFoundAndItsSeedShowsItAgainEventForEvent() {
        for (PlantedBug bug : PlantedBug.values()) {
            if (bug != PlantedBug.NONE) {
                Scenario scenario = LedgerScenario.with(bug);
                Simulator.Run found = firstFailure(scenario);
                Simulator.Run again = Simulator.run(scenario, found.seed(), true);
                Simulator.Run onceMore = Simulator.run(scenario, found.seed(), true);

                assertThat(again.fingerprint()).isEqualTo(found.fingerprint());
                assertThat(again.trace()).hasSize((int) found.events()).isEqualTo(onceMore.trace());
                assertThat(again.failure().orElseThrow())
                        .hasMessage(found.failure().orElseThrow().getMessage());
            }
        }
    }

    private static Simulator.Run firstFailure(Scenario scenario) {
        for (long seed = FRESH_SEED; seed < FRESH_SEED + RUNS; seed++) {
            Simulator.Run run = Simulator.run(scenario, seed, false);
            if (run.failure().isPresent()) {
                return run;
            }
        }
        throw new AssertionError(scenario.name() + " was not found in " + RUNS + " runs from seed " + FRESH_SEED);
    }
}
