package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.job.JobScenario;
import dev.selvage.core.simulation.toy.LedgerScenario;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All scenarios, by name: what is in here, the simulate command finds and every build runs. */
public final class Scenarios {

    private Scenarios() {}

    /** Those that must keep their promises; each build runs a campaign of each. A new scenario is a line here. */
    public static List<Scenario> sound() {
        return Stream.concat(Stream.of(LedgerScenario.correct()), ofJobs().stream())
                .toList();
    }

    /** Of them, those that simulate the control plane itself. */
    public static List<Scenario> ofJobs() {
        return List.of(
                JobScenario.correct(),
                JobScenario.takeovers(),
                JobScenario.several(),
                JobScenario.containers(),
                JobScenario.adoption());
    }

    /** Those with a bug planted in them, which must be found. */
    public static List<Scenario> planted() {
        return Stream.concat(LedgerScenario.planted().stream(), JobScenario.planted().stream())
                .toList();
    }

    static List<Scenario> all() {
        return Stream.concat(sound().stream(), planted().stream()).toList();
    }

    static Optional<Scenario> named(String name) {
        return all().stream().filter(scenario -> scenario.name().equals(name)).findFirst();
    }
}
