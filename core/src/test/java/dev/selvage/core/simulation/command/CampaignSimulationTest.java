package dev.selvage.core.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.toy.LedgerScenario;
import dev.selvage.core.simulation.toy.PlantedBug;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every scenario, whatever fails, under seeds that are fresh in each build: the failure names the one that fails. */
class CampaignSimulationTest {

    private static final int RUNS = 400;
    private static final long FRESH_SEED = System.nanoTime() & 0xFFFF_FFFFL;

    @Test
    void everySoundScenarioKeepsItsPromisesWhateverFails() {
        for (Scenario scenario : Scenarios.sound()) {
            Campaign campaign = new Campaign();

            Optional<String> failure = campaign.run(scenario, FRESH_SEED, RUNS);

            assertThat(failure).isEmpty();
            assertThat(campaign.crashes())
                    .as("crashes: without them the runs prove little")
                    .isGreaterThan(RUNS);
            System.out.println(scenario.name() + ": " + campaign.summary());
        }
    }

    @Test
    void anOrderThatDiffersFromJvmToJvmIsFoundAndItsFirstDifferenceTold() {
        Scenario scenario = LedgerScenario.with(PlantedBug.HASH_TABLE_ORDER);

        Optional<String> failure = new Campaign(1).run(scenario, FRESH_SEED, 20);

        assertThat(failure.orElseThrow())
                .containsPattern("the seed \\d+ went two ways in two JVMs at event \\d+:\\R.+ ms .+\\R.+ ms ")
                .contains("replay: scripts/simulate.sh --scenario ledger-hash-table-order --seed ");
    }
}
