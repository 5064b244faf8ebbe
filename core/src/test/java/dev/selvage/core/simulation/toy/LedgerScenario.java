package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.cluster.Cluster;
import dev.selvage.core.simulation.cluster.Heard;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.List;
import java.util.stream.Stream;

/** The ledger in a world of faults; correct, or with a bug that the simulator must find. */
public final class LedgerScenario implements Scenario {

    static final String CLIENT = "client";
    /** What the client may expect of a ledger whose world is whole. */
    private static final long LONGEST_WAIT_MILLIS = 2_000;

    private final PlantedBug bug;

    private LedgerScenario(PlantedBug bug) {
        this.bug = bug;
    }

    public static Scenario correct() {
        return with(PlantedBug.NONE);
    }

    public static Scenario with(PlantedBug bug) {
        return new LedgerScenario(bug);
    }

    /** One with each bug that a campaign finds in one JVM, and the one that shows only in two. */
    public static List<Scenario> planted() {
        return Stream.of(PlantedBug.values())
                .filter(bug -> bug != PlantedBug.NONE)
                .map(LedgerScenario::with)
                .toList();
    }

    @Override
    public String name() {
        return bug == PlantedBug.NONE ? "ledger" : "ledger-" + bug;
    }

    @Override
    public World build(Simulation simulation) {
        return new LedgerWorld(simulation);
    }

    private final class LedgerWorld implements World, Cluster.Program {

        private final Simulation simulation;
        private final Cluster cluster;
        private final LedgerPromises promises;
        private final LedgerClient client = new LedgerClient();

        LedgerWorld(Simulation simulation) {
            this.simulation = simulation;
            this.cluster = new Cluster(simulation, this);
            cluster.storage().files().createDirectories(LedgerWords.DIRECTORY);
            cluster.zooKeeper().prepare(LedgerWords.LEADER_NODE, new Leader(0, 0).format());
            cluster.zooKeeper().prepare(LedgerWords.POINTER_NODE, "");
            this.promises = new LedgerPromises(cluster, client);
            promises.makeTo(simulation);
            cluster.watch(CLIENT, client);
            cluster.yarn().submit(Integer.MAX_VALUE);
        }

        @Override
        public String attemptName(int attempt) {
            return LedgerWords.masterName(attempt);
        }

        @Override
        public Component<Heard, Wish> attempt(int attempt) {
            AskedFor master = new AskedFor(new LedgerMaster(attempt, bug));
            promises.judge(master);
            return master;
        }

        @Override
        public Component<Heard, Wish> container(Container container) {
            return new LedgerWorker(container.id());
        }

        @Override
        public void startTrouble() {
            cluster.nemesis().start();
        }

        @Override
        public void stopTrouble() {
            cluster.nemesis().stop();
        }

        @Override
        public String wantedInTheEnd() {
            return "no request waits longer than " + LONGEST_WAIT_MILLIS + " ms and " + LedgerContainers.WANTED
                    + " workers run";
        }

        @Override
        public boolean reachedTheEnd() {
            return client.oldestOpen() >= simulation.nowMillis() - LONGEST_WAIT_MILLIS
                    && cluster.yarn().running() == LedgerContainers.WANTED;
        }

        @Override
        public long progress() {
            return client.answered.cardinality();
        }
    }
}
