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
    private static final long LONGEST_CUT_MICROS = 8_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
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
            SimulatedNetwork network,
            SimulatedZooKeeper zooKeeper,
            SimulatedYarn yarn,
            Supplier<List<String>> processNames) {
        this.simulation = simulation;
        this.random = simulation.random("nemesis");
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
        network.healAll();
    }

    private void round() {
        Faults faults = simulation.faults();
        if (faults.strikes(Faults.Kind.PARTITION)) {
            cut();
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
            yarn.anyProcess().ifPresent(process -> process.pause(random.nextLong(LONGEST_PAUSE_MICROS)));
        }
        if (faults.strikes(Faults.Kind.KILL)) {
            yarn.anyProcess().ifPresent(SimulatedProcess::crash);
        }
    }

    private void cut() {
        List<String> names = processNames.get();
        Optional<String> one = any(names);
        Optional<String> other = any(names);
        if (one.isPresent() && other.isPresent()) {
            network.cutOff(one.get(), other.get());
            simulation.after(
                    random.nextLong(LONGEST_CUT_MICROS),
                    "heal",
                    one.get(),
                    other.get(),
                    () -> network.heal(one.get(), other.get()));
        }
    }

    private Optional<String> any(List<String> names) {
        return names.isEmpty() ? Optional.empty() : Optional.of(names.get(random.nextInt(names.size())));
    }
}
