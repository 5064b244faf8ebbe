package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Recording;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulationFailure;
import dev.selvage.core.simulation.Simulator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * Many schedules of faults, dealt out to some scenarios in turn under consecutive seeds, until one fails, all are through, or
 * time is up. Some are repeated in a second JVM, to see that they go the same way there too. Several threads may share the
 * work: a schedule knows nothing of others.
 */
public final class Campaign {

    /** Seldom enough to cost little, often enough to see what is not the seed's doing. */
    private static final int REPEAT_EVERY = 20;
    /** One in a million times a choice between two comes out alike in all of as many. */
    private static final int MOST_JVMS = 20;

    private final int repeatEvery;
    private final int workers;
    private final CampaignTally tally = new CampaignTally();

    /** A campaign on one thread. */
    public Campaign() {
        this(REPEAT_EVERY, 1);
    }

    /** A campaign on so many threads. */
    public Campaign(int workers) {
        this(REPEAT_EVERY, workers);
    }

    /** A campaign that repeats every so many schedules elsewhere. */
    Campaign(int repeatEvery, int workers) {
        this.repeatEvery = repeatEvery;
        this.workers = workers;
    }

    /** A schedule that failed: the how-manieth of its round it was, and what is to be said. */
    private record Found(int number, String told) {}

    /** What was done in a round, to be done once more elsewhere: per scenario the seeds and what they came to. */
    private record Round(List<Scenario> scenarios, long firstSeed, int count, BooleanSupplier enough) {
        Scenario scenario(int number) {
            return scenarios.get(number % scenarios.size());
        }

        long seed(int number) {
            return firstSeed + number / scenarios.size();
        }
    }

    /** Runs {@code count} schedules of a scenario from {@code firstSeed} on; returns the first failure, told in full. */
    public Optional<String> run(Scenario scenario, long firstSeed, int count) {
        return run(List.of(scenario), firstSeed, count, () -> false);
    }

    /**
     * Runs schedules of these scenarios in turn, {@code count} in all unless it is enough before; returns the first failure,
     * told in full.
     */
    public Optional<String> run(List<Scenario> scenarios, long firstSeed, int count, BooleanSupplier enough) {
        Round round = new Round(scenarios, firstSeed, count, enough);
        List<TreeMap<Long, Long>> digests =
                scenarios.stream().map(any -> new TreeMap<Long, Long>()).toList();
        long started = System.nanoTime();
        AtomicInteger next = new AtomicInteger();
        List<Found> found = new ArrayList<>();
        Workers.run(workers, () -> work(round, next, found, digests));
        tally.took(System.nanoTime() - started);
        Optional<Found> first = found.stream().min((one, other) -> Integer.compare(one.number(), other.number()));
        return first.isPresent() ? first.map(Found::told) : repeatElsewhere(round, digests);
    }

    private void work(Round round, AtomicInteger next, List<Found> found, List<TreeMap<Long, Long>> digests) {
        while (true) {
            int number = next.getAndIncrement();
            if (number >= round.count() || (number > 0 && round.enough().getAsBoolean())) {
                return;
            }
            Scenario scenario = round.scenario(number);
            boolean toRepeat = number / round.scenarios().size() % repeatEvery == 0;
            Simulator.Run run =
                    Simulator.run(scenario, round.seed(number), toRepeat ? Recording.DIGEST : Recording.NUMBER);
            synchronized (tally) {
                tally.add(run);
                run.failure()
                        .map(SimulationFailure::getMessage)
                        .map(failure -> new Found(number, withReplay(failure, number, scenario, run.seed())))
                        .ifPresent(failure -> {
                            found.add(failure);
                            // No schedule behind this one is needed; those before it, which others are at, still are.
                            next.set(round.count());
                        });
                if (toRepeat) {
                    digests.get(number % round.scenarios().size()).put(run.seed(), run.digest());
                }
            }
        }
    }

    private Optional<String> repeatElsewhere(Round round, List<TreeMap<Long, Long>> digests) {
        AtomicInteger next = new AtomicInteger();
        List<Found> found = new ArrayList<>();
        Workers.run(workers, () -> {
            for (int at = next.getAndIncrement(); at < round.scenarios().size(); at = next.getAndIncrement()) {
                Scenario scenario = round.scenario(at);
                int number = at;
                Optional<Long> differing = repeatElsewhere(scenario, digests.get(at));
                if (differing.isPresent()) {
                    String told =
                            withReplay(toldDifference(scenario, differing.get()), number, scenario, differing.get());
                    synchronized (tally) {
                        found.add(new Found(number, told));
                    }
                }
            }
        });
        return found.stream().findFirst().map(Found::told);
    }

    /** The seed of a schedule that goes another way there, if there is one. */
    private Optional<Long> repeatElsewhere(Scenario scenario, TreeMap<Long, Long> digests) {
        TreeMap<Long, Long> elsewhere = SecondJvm.digests(scenario, digests.keySet());
        synchronized (tally) {
            tally.repeated(elsewhere.size());
        }
        return digests.entrySet().stream()
                .filter(here -> !here.getValue().equals(elsewhere.get(here.getKey())))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static String toldDifference(Scenario scenario, long seed) {
        String difference = differenceElsewhere(scenario, seed)
                .orElse("and a second time it did not: what decided is more than the seed and the JVM");
        return "the seed " + seed + " went two ways in two JVMs " + difference
                + "\nSomething besides the seed decides: the order of a hash table, a clock, a thread.";
    }

    /** What decides may be drawn anew by each JVM and come out alike in some: several are asked. */
    private static Optional<String> differenceElsewhere(Scenario scenario, long seed) {
        List<String> here = Simulator.run(scenario, seed, Recording.LINES).trace();
        Optional<String> difference = Optional.empty();
        for (int jvm = 0; jvm < MOST_JVMS && difference.isEmpty(); jvm++) {
            difference = Simulator.firstDifference(here, SecondJvm.trace(scenario, seed));
        }
        return difference;
    }

    private static String withReplay(String found, int number, Scenario scenario, long seed) {
        return found + "\nfound in schedule " + (number + 1) + " of this command; replay: "
                + replayCommand(scenario.name(), seed);
    }

    /** The command that shows the same run again, event by event. */
    public static String replayCommand(String scenario, long seed) {
        return "scripts/simulate.sh --scenario " + scenario + " --seed " + seed + " --runs 1 --trace";
    }

    /** What has been done so far. */
    public CampaignTally tally() {
        return tally;
    }
}
