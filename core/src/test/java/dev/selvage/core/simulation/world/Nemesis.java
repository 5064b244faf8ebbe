package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/** Makes trouble in rounds: cuts, expiries, lost nodes, restarts. What strikes in a round is drawn from the run's faults. */
public final class Nemesis {

    private static final long ROUND_MICROS = 500_000;
    private static final long LONGEST_PAUSE_MICROS = 8_000_000;
    private static final long LONGEST_OUTAGE_MICROS = 12_000_000;
    private static final List<String> SERVICES = List.of(Cuts.STORAGE, Cuts.ZOOKEEPER, Cuts.RESOURCE_MANAGER);
    private static final long LONGEST_CUT_MICROS = 8_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final Cuts cuts;
    private final SimulatedNetwork network;
    private final SimulatedZooKeeper zooKeeper;
    private final SimulatedYarn yarn;
    private final Supplier<List<String>> processNames;
    private boolean stopped;

    /**
     * @param processNames who can be cut off from whom at this moment
     */
    public Nemesis(
            Simulation simulation,
            Cuts cuts,
            SimulatedNetwork network,
            SimulatedZooKeeper zooKeeper,
            SimulatedYarn yarn,
            Supplier<List<String>> processNames) {
        this.simulation = simulation;
        this.random = simulation.random("nemesis");
        this.cuts = cuts;
        this.network = network;
        this.zooKeeper = zooKeeper;
        this.yarn = yarn;
        this.processNames = processNames;
    }

    public void start() {
        simulation.after(random.nextLong(2 * ROUND_MICROS), "nemesis", "round", "round", () -> {
            if (!stopped) {
                round();
                start();
            }
        });
    }

    /** Ends all trouble and mends what was cut. */
    public void stop() {
        stopped = true;
        cuts.healAll();
    }

    private void round() {
        Faults faults = simulation.faults();
        if (faults.strikes(Faults.Kind.PARTITION)) {
            cut(Faults.Kind.PARTITION, processNames.get());
        }
        if (faults.strikes(Faults.Kind.SERVICE_CUT)) {
            cut(Faults.Kind.SERVICE_CUT, SERVICES);
        }
        if (faults.strikes(Faults.Kind.STORAGE_OUTAGE)) {
            takeDown(Faults.Kind.STORAGE_OUTAGE, Cuts.STORAGE);
        }
        if (faults.strikes(Faults.Kind.ZOOKEEPER_OUTAGE)) {
            takeDown(Faults.Kind.ZOOKEEPER_OUTAGE, Cuts.ZOOKEEPER);
        }
        if (faults.strikes(Faults.Kind.SESSION_EXPIRY)) {
            zooKeeper.expireOne(faults.chance(Faults.Kind.SESSION_EXPIRY));
        }
        if (faults.strikes(Faults.Kind.PREEMPTION)) {
            yarn.preemptOne();
        }
        if (faults.strikes(Faults.Kind.NODE_LOSS)) {
            yarn.loseNode();
        }
        if (faults.strikes(Faults.Kind.RESOURCE_MANAGER_RESTART)) {
            yarn.restartResourceManager();
        }
        if (faults.strikes(Faults.Kind.PAUSE)) {
            yarn.anyProcess()
                    .ifPresent(process ->
                            process.pause(faults.chance(Faults.Kind.PAUSE).nextLong(LONGEST_PAUSE_MICROS)));
        }
        if (faults.strikes(Faults.Kind.KILL)) {
            yarn.anyProcess().ifPresent(SimulatedProcess::crash);
        }
    }

    /** Cuts somebody off from one of the others, one way or both. */
    private void cut(Faults.Kind kind, List<String> others) {
        SplittableRandom chance = simulation.faults().chance(kind);
        Optional<String> one = any(processNames.get(), chance);
        Optional<String> other = any(others, chance).filter(name -> !one.equals(Optional.of(name)));
        if (one.isPresent() && other.isPresent()) {
            long length = chance.nextLong(LONGEST_CUT_MICROS);
            // There, back, or both.
            int ways = chance.nextInt(3);
            if (ways != 1) {
                cutOneWay(one.get(), other.get(), length);
            }
            if (ways != 0) {
                cutOneWay(other.get(), one.get(), length);
            }
        }
    }

    private void cutOneWay(String from, String to, long length) {
        network.cut(from, to);
        simulation.after(length, "heal", from, to, () -> cuts.heal(from, to));
    }

    private void takeDown(Faults.Kind kind, String service) {
        cuts.takeDown(service);
        long length = simulation.faults().chance(kind).nextLong(LONGEST_OUTAGE_MICROS);
        simulation.after(length, "outage-end", service, length, () -> cuts.bringBack(service));
    }

    private static Optional<String> any(List<String> names, SplittableRandom chance) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(chance.nextInt(names.size())));
    }
}
