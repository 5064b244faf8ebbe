package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The command line of the simulator: {@code [--runs N] [--seed S] [--scenario NAME] [--trace]}. */
public final class SimulateMain {

    private static final String USAGE =
            "usage: scripts/simulate.sh [--runs N] [--seed S] [--scenario NAME] [--trace] [--list]";

    private final PrintStream out;
    private int runs = 1000;
    private long seed = System.nanoTime() & 0xFFFF_FFFFL;
    private Optional<String> only = Optional.empty();
    private boolean tracing;

    private SimulateMain(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new SimulateMain(System.out).run(List.of(arguments)));
    }

    /** Runs the command and returns its exit status. */
    static int run(PrintStream out, List<String> arguments) {
        return new SimulateMain(out).run(arguments);
    }

    private int run(List<String> arguments) {
        if (arguments.contains("--list")) {
            Scenarios.all().forEach(scenario -> out.println(scenario.name()));
            return 0;
        }
        try {
            parse(arguments);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(USAGE);
            return 2;
        }
        List<Scenario> chosen = only.flatMap(Scenarios::named).map(List::of).orElse(Scenarios.sound());
        return tracing ? trace(chosen.get(0)) : campaign(chosen);
    }

    private void parse(List<String> arguments) {
        for (int i = 0; i < arguments.size(); i++) {
            String name = arguments.get(i);
            switch (name) {
                case "--runs" -> runs = Math.toIntExact(number(name, arguments, ++i));
                case "--seed" -> seed = number(name, arguments, ++i);
                case "--scenario" -> only = Optional.of(value(name, arguments, ++i));
                case "--trace" -> tracing = true;
                default -> throw new IllegalArgumentException("expected an option, but found " + name);
            }
        }
        if (runs < 1) {
            throw new IllegalArgumentException("expected --runs of 1 or more, but found " + runs);
        }
        if (only.isPresent() && Scenarios.named(only.get()).isEmpty()) {
            throw new IllegalArgumentException("expected a scenario of "
                    + String.join(
                            ", ", Scenarios.all().stream().map(Scenario::name).toList()) + ", but found "
                    + only.get());
        }
    }

    private static String value(String name, List<String> arguments, int index) {
        if (index >= arguments.size()) {
            throw new IllegalArgumentException("expected a value after " + name + ", but found none");
        }
        return arguments.get(index);
    }

    private static long number(String name, List<String> arguments, int index) {
        String text = value(name, arguments, index);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number after " + name + ", but found " + text, e);
        }
    }

    private int campaign(List<Scenario> chosen) {
        Campaign campaign = new Campaign();
        for (Scenario scenario : chosen) {
            Optional<String> failure = campaign.run(scenario, seed, runs);
            if (failure.isPresent()) {
                out.println("FAILED: " + campaign.summary());
                out.println("commit: " + System.getProperty("selvage.commit", "unknown"));
                out.println(failure.get());
                return 1;
            }
        }
        out.println(campaign.summary());
        return 0;
    }

    private int trace(Scenario scenario) {
        Simulator.Run run = Simulator.run(scenario, seed, Recording.LINES);
        run.trace().forEach(out::println);
        out.println("seed %d, %d events, fingerprint %016x".formatted(seed, run.events(), run.fingerprint()));
        run.failure()
                .ifPresent(failure -> out.println("FAILED: " + failure.getMessage() + "\nreplay: "
                        + Campaign.replayCommand(scenario.name(), seed)));
        return run.failure().isPresent() ? 1 : 0;
    }
}
