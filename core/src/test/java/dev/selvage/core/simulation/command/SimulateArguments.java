package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the simulator's command line asks for.
 *
 * @param runs how many schedules there are to be, of all scenarios together
 * @param scenarios the one that is named, or all sound ones, in turn
 * @param workers how many threads share the work
 */
record SimulateArguments(
        int runs,
        long seed,
        List<Scenario> scenarios,
        int workers,
        boolean tracing,
        boolean listing,
        boolean untilStopped) {

    static final String USAGE =
            "usage: scripts/simulate.sh [--runs N | --until-stopped] [--seed S] [--scenario NAME]..."
                    + " [--workers N] [--trace] [--list]";

    private static final int RUNS = 1_000;

    static SimulateArguments parse(List<String> words) {
        int runs = RUNS;
        long seed = System.nanoTime() & 0xFFFF_FFFFL;
        int workers = Runtime.getRuntime().availableProcessors();
        List<Scenario> scenarios = new ArrayList<>();
        List<String> flags = List.of("--trace", "--list", "--until-stopped");
        for (int i = 0; i < words.size(); i++) {
            String name = words.get(i);
            switch (name) {
                case "--runs" -> runs = atLeastOne(name, number(name, words, ++i));
                case "--seed" -> seed = number(name, words, ++i);
                case "--workers" -> workers = atLeastOne(name, number(name, words, ++i));
                case "--scenario" -> scenarios.add(scenario(value(name, words, ++i)));
                default -> {
                    if (!flags.contains(name)) {
                        throw new IllegalArgumentException("expected an option, but found " + name);
                    }
                }
            }
        }
        return new SimulateArguments(
                runs,
                seed,
                scenarios.isEmpty() ? Scenarios.sound() : scenarios,
                workers,
                words.contains("--trace"),
                words.contains("--list"),
                words.contains("--until-stopped"));
    }

    private static int atLeastOne(String name, long number) {
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("expected " + name + " of 1 or more, but found " + number);
        }
        return (int) number;
    }

    private static Scenario scenario(String name) {
        Optional<Scenario> found = Scenarios.named(name);
        return found.orElseThrow(() -> new IllegalArgumentException("expected a scenario of "
                + String.join(", ", Scenarios.all().stream().map(Scenario::name).toList()) + ", but found " + name));
    }

    private static String value(String name, List<String> words, int index) {
        if (index >= words.size()) {
            throw new IllegalArgumentException("expected a value after " + name + ", but found none");
        }
        return words.get(index);
    }

    private static long number(String name, List<String> words, int index) {
        String text = value(name, words, index);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("expected a number after " + name + ", but found " + text, e);
        }
    }
}
