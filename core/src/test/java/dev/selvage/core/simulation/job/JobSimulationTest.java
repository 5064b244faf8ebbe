package dev.selvage.core.simulation.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import org.junit.jupiter.api.Test;

/** The promises notice what goes wrong; the campaign of all scenarios shows that they hold when nothing does. */
class JobSimulationTest {

    private static final int RUNS = 400;
    private static final long FRESH_SEED = System.nanoTime() & 0xFFFF_FFFFL;

    @Test
    void eachPlantedBugIsFound() {
        for (Scenario scenario : JobScenario.planted()) {
            assertThat(runsUntilFound(scenario))
                    .as(scenario.name() + " from seed " + FRESH_SEED)
                    .isLessThan(RUNS);
        }
    }

    private static int runsUntilFound(Scenario scenario) {
        int runs = 0;
        while (runs < RUNS
                && Simulator.run(scenario, FRESH_SEED + runs, Recording.NUMBER)
                        .failure()
                        .isEmpty()) {
            runs++;
        }
        System.out.println(scenario.name() + ": found in run " + (runs + 1));
        return runs;
    }
}
