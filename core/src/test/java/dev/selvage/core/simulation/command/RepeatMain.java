package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** What the second JVM runs: {@code SCENARIO digest|event SEED...}; prints a line per seed, or one per event. */
final class RepeatMain {

    static final String DIGEST = "digest";
    static final String EVENT = "event";

    private RepeatMain() {}

    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        Scenario scenario = Scenarios.named(arguments[0]).orElseThrow();
        for (int i = 2; i < arguments.length; i++) {
            long seed = Long.parseLong(arguments[i]);
            if (arguments[1].equals(EVENT)) {
                Simulator.run(scenario, seed, Recording.LINES).trace().forEach(line -> out.println(EVENT + " " + line));
            } else {
                long digest = Simulator.run(scenario, seed, Recording.DIGEST).digest();
                out.println(DIGEST + " " + seed + " " + Long.toHexString(digest));
            }
        }
        out.flush();
    }
}
