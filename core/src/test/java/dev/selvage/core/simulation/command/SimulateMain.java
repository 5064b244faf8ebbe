package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulator;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/** The command line of the simulator; {@link SimulateArguments} says what it understands. */
public final class SimulateMain {

    /** How many schedules there are between two lines of a command that runs until it is stopped. */
    private static final int ROUND = 2_000;

    private static final long LONGEST_STOP_SECONDS = 60;

    private final PrintStream out;
    private final SimulateArguments arguments;
    private final Campaign campaign;

    private SimulateMain(PrintStream out, SimulateArguments arguments) {
        this.out = out;
        this.arguments = arguments;
        this.campaign = new Campaign(arguments.workers());
    }

    public static void main(String[] arguments) {
        System.exit(run(System.out, List.of(arguments)));
    }

    /** Runs the command and returns its exit status. */
    static int run(PrintStream out, List<String> words) {
        SimulateArguments arguments;
        try {
            arguments = SimulateArguments.parse(words);
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage());
            out.println(SimulateArguments.USAGE);
            return 2;
        }
        return new SimulateMain(out, arguments).run();
    }

    private int run() {
        if (arguments.listing()) {
            Scenarios.all().forEach(scenario -> out.println(scenario.name()));
            return 0;
        } else if (arguments.tracing()) {
            return trace(arguments.scenarios().get(0));
        }
        out.println("seeds from " + arguments.seed() + " on");
        return arguments.untilStopped()
                ? untilStopped()
                : sumUp(campaign.run(arguments.scenarios(), arguments.seed(), arguments.runs(), () -> false));
    }

    /** Round after round, until a schedule fails, or a signal wants the process to end: then what was done is told first. */
    private int untilStopped() {
        AtomicBoolean stopping = new AtomicBoolean();
        CompletableFuture<Integer> status = new CompletableFuture<>();
        // Else the status would be the signal's.
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(statusOnceStopped(stopping, status)), "simulate-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Optional<String> failure = Optional.empty();
        long seed = arguments.seed();
        while (failure.isEmpty() && !stopping.get()) {
            failure = round(seed, stopping);
            seed += ROUND;
            if (failure.isEmpty() && !stopping.get()) {
                out.println(campaign.tally().summary());
            }
        }
        int found = sumUp(failure);
        out.flush();
        status.complete(found);
        return found;
    }

    private Optional<String> round(long seed, AtomicBoolean stopping) {
        try {
            return campaign.run(arguments.scenarios(), seed, ROUND, stopping::get);
        } catch (IllegalStateException e) {
            if (stopping.get()) {
                // A signal from a keyboard ends the second JVM too.
                return Optional.empty();
            }
            throw e;
        }
    }

    private static int statusOnceStopped(AtomicBoolean stopping, CompletableFuture<Integer> status) {
        stopping.set(true);
        try {
            return status.get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            System.err.println("expected the present schedules to end soon, but they did not: " + e);
        }
        return 1;
    }

    private int sumUp(Optional<String> failure) {
        out.println(campaign.tally().promised());
        failure.ifPresent(found -> {
            out.println(found);
            out.println("commit: " + System.getProperty("selvage.commit", "unknown"));
        });
        out.println((failure.isPresent() ? "FAILED: " : "") + campaign.tally().summary());
        return failure.isPresent() ? 1 : 0;
    }

    private int trace(Scenario scenario) {
        Simulator.Run run = Simulator.run(scenario, arguments.seed(), Recording.LINES);
        run.trace().forEach(out::println);
        out.println("seed %d, %d events, fingerprint %016x".formatted(run.seed(), run.events(), run.fingerprint()));
        run.failure()
                .ifPresent(failure -> out.println("FAILED: " + failure.getMessage() + "\nreplay: "
                        + Campaign.replayCommand(scenario.name(), run.seed())));
        return run.failure().isPresent() ? 1 : 0;
    }
}
