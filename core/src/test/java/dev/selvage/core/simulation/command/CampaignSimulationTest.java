package dev.selvage.core.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.job.JobScenario;
import dev.selvage.core.simulation.toy.LedgerScenario;
import dev.selvage.core.simulation.toy.PlantedBug;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Every scenario, whatever fails, under seeds that are fresh in each build: the failure names the one that fails. */
class CampaignSimulationTest {

    /** On one core; more or less with {@code -Dselvage.test.simulation-seconds}. */
    private static final long SECONDS = Long.getLong("selvage.test.simulation-seconds", 60);
    /** The simulator's own proof needs little of it: what is left is for the control plane. */
    private static final double SHARE_OF_LEDGER = 0.1;
    /** The rest is for the second JVM, which repeats every twentieth schedule. */
    private static final double SHARE_OF_FIRST_JVM = 0.8;
    /** Below that schedules prove little. */
    private static final double LEAST = 3;

    private static final long FRESH_SEED = System.nanoTime() & 0xFFFF_FFFFL;

    @Test
    void everySoundScenarioKeepsItsPromisesWhateverFails() {
        System.out.println("seeds from " + FRESH_SEED + " on");
        CampaignTally ledger = ranFor(SECONDS * SHARE_OF_LEDGER, List.of(LedgerScenario.correct()));
        CampaignTally jobs = ranFor(SECONDS * (1 - SHARE_OF_LEDGER), Scenarios.ofJobs());

        System.out.println("ledger: " + ledger.summary());
        System.out.println("jobs, " + jobs.promised());
        System.out.println(jobs.summary());
        assertThat(ledger.perSchedule(Simulation.CRASHES)).as(ledger.summary()).isGreaterThanOrEqualTo(LEAST);
        assertThat(jobs.perSchedule(Simulation.CRASHES)).as(jobs.summary()).isGreaterThanOrEqualTo(LEAST);
        assertThat(jobs.perSchedule(JobScenario.CHECKPOINTS)).as(jobs.summary()).isGreaterThanOrEqualTo(LEAST);
    }

    private static CampaignTally ranFor(double seconds, List<Scenario> scenarios) {
        long end = System.nanoTime() + (long) (seconds * SHARE_OF_FIRST_JVM * TimeUnit.SECONDS.toNanos(1));
        Campaign campaign = new Campaign();

        Optional<String> failure =
                campaign.run(scenarios, FRESH_SEED, Integer.MAX_VALUE, () -> System.nanoTime() - end >= 0);

        assertThat(failure).isEmpty();
        return campaign.tally();
    }

    @Test
    void anOrderThatDiffersFromJvmToJvmIsFoundAndItsFirstDifferenceTold() {
        Scenario scenario = LedgerScenario.with(PlantedBug.HASH_TABLE_ORDER);

        Optional<String> failure = new Campaign(1, 1).run(scenario, FRESH_SEED, 20);

        assertThat(failure.orElseThrow())
                .containsPattern("the seed \\d+ went two ways in two JVMs at event \\d+:\\R.+ ms .+\\R.+ ms ")
                .contains("replay: scripts/simulate.sh --scenario ledger-hash-table-order --seed ");
    }
}
