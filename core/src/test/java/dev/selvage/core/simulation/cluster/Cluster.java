package dev.selvage.core.simulation.cluster;

import dev.selvage.core.loop.Component;
import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Nemesis;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.yarn.SimulatedYarn;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A network, storage, ZooKeeper, YARN and all that can befall them. A scenario whose components speak in {@link Wish} and
 * {@link Heard} needs nothing around them but their names, its promises, and the end that it wants.
 */
public final class Cluster {

    private final Simulation simulation;
    private final Cuts cuts = new Cuts();
    private final SimulatedNetwork network;
    private final SimulatedStorage storage;
    private final SimulatedZooKeeper zooKeeper;
    private final SimulatedYarn yarn;
    private final Nemesis nemesis;
    private final List<SimulatedProcess<Heard, Wish>> processes = new ArrayList<>();

    /** What YARN runs in it. */
    public interface Program {
        String attemptName(int attempt);

        /** The ApplicationMaster's component. */
        Component<Heard, Wish> attempt(int attempt);

        /** The component of a container. */
        Component<Heard, Wish> container(Container container);
    }

    public Cluster(Simulation simulation, Program program) {
        this.simulation = simulation;
        this.network = new SimulatedNetwork(simulation, cuts);
        this.storage = new SimulatedStorage(simulation, cuts);
        this.zooKeeper = new SimulatedZooKeeper(simulation, cuts);
        this.yarn = new SimulatedYarn(simulation, cuts, new Running(program));
        this.nemesis = new Nemesis(simulation, cuts, network, this::alive)
                .alsoCutsOffFrom(Cuts.STORAGE, Cuts.ZOOKEEPER, Cuts.RESOURCE_MANAGER)
                .alsoCuts(Kind.NODE_CUT, yarn::masters, yarn::nodes)
                .alsoTakesDown(Kind.STORAGE_OUTAGE, Cuts.STORAGE)
                .alsoTakesDown(Kind.ZOOKEEPER_OUTAGE, Cuts.ZOOKEEPER)
                .also(Kind.SESSION_EXPIRY, zooKeeper::expireOne)
                .also(Kind.PREEMPTION, yarn::preemptOne)
                .also(Kind.NODE_LOSS, yarn::loseNode)
                .also(Kind.ATTEMPT_GIVEN_UP, chance -> yarn.giveUpAttempt())
                .also(Kind.RESOURCE_MANAGER_RESTART, chance -> yarn.restartResourceManager());
    }

    public SimulatedStorage storage() {
        return storage;
    }

    public SimulatedZooKeeper zooKeeper() {
        return zooKeeper;
    }

    public SimulatedYarn yarn() {
        return yarn;
    }

    public Nemesis nemesis() {
        return nemesis;
    }

    /** Starts a process that nobody stops: for those who only watch and judge. YARN does not know of it. */
    public void watch(String name, Component<Heard, Wish> watcher) {
        start(new WishBody(this, name, () -> watcher).process().spared());
    }

    private SimulatedProcess<Heard, Wish> start(SimulatedProcess<Heard, Wish> process) {
        processes.add(process);
        network.attach(process, Heard.Ears.EARS);
        process.start();
        return process;
    }

    private List<SimulatedProcess<Heard, Wish>> alive() {
        processes.removeIf(process -> !process.alive());
        return processes;
    }

    Simulation simulation() {
        return simulation;
    }

    SimulatedNetwork network() {
        return network;
    }

    /** How YARN's attempts and containers become processes. */
    private final class Running implements SimulatedYarn.Application {

        private final Program program;

        Running(Program program) {
            this.program = program;
        }

        @Override
        public SimulatedProcess<?, ?> startAttempt(int attempt) {
            Component<Heard, Wish> master = program.attempt(attempt);
            return start(new WishBody(Cluster.this, program.attemptName(attempt), () -> master, attempt).process());
        }

        @Override
        public SimulatedProcess<?, ?> startContainer(Container container) {
            Supplier<Component<Heard, Wish>> worker = () -> program.container(container);
            return start(new WishBody(Cluster.this, "container-" + container.id(), worker).process());
        }
    }
}
