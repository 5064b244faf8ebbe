package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.toy.LedgerWords.Heard;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.toy.LedgerWords.Wire;
import dev.selvage.core.simulation.toy.LedgerWords.Wish;
import dev.selvage.core.simulation.world.Asker;
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
import java.util.stream.Stream;

/** The ledger in a world of faults; correct, or with a bug that the simulator must find. */
public final class LedgerScenario implements Scenario {

    static final String CLIENT = "client";
    private static final int MEGABYTES = 1024;
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

    private final class LedgerWorld implements World, SimulatedYarn.Application {

        private final Simulation simulation;
        private final Cuts cuts = new Cuts();
        private final SimulatedNetwork network;
        private final SimulatedStorage storage;
        private final SimulatedZooKeeper zooKeeper;
        private final SimulatedYarn yarn;
        private final Nemesis nemesis;
        private final LedgerPromises promises;
        private final LedgerClient client = new LedgerClient();
        private final List<SimulatedProcess<Heard, Wish>> processes = new ArrayList<>();

        LedgerWorld(Simulation simulation) {
            this.simulation = simulation;
            this.network = new SimulatedNetwork(simulation, cuts);
            this.storage = new SimulatedStorage(simulation, cuts);
            this.zooKeeper = new SimulatedZooKeeper(simulation, cuts);
            this.yarn = new SimulatedYarn(simulation, cuts, this);
            this.nemesis = new Nemesis(simulation, cuts, network, this::alive)
                    .alsoCutsOffFrom(Cuts.STORAGE, Cuts.ZOOKEEPER, Cuts.RESOURCE_MANAGER)
                    .alsoTakesDown(Kind.STORAGE_OUTAGE, Cuts.STORAGE)
                    .alsoTakesDown(Kind.ZOOKEEPER_OUTAGE, Cuts.ZOOKEEPER)
                    .also(Kind.SESSION_EXPIRY, zooKeeper::expireOne)
                    .also(Kind.PREEMPTION, yarn::preemptOne)
                    .also(Kind.NODE_LOSS, yarn::loseNode)
                    .also(Kind.RESOURCE_MANAGER_RESTART, chance -> yarn.restartResourceManager());
            storage.files().createDirectories(LedgerWords.DIRECTORY);
            zooKeeper.prepare(LedgerWords.LEADER_NODE, new Leader(0, 0).format());
            zooKeeper.prepare(LedgerWords.POINTER_NODE, "");
            this.promises = new LedgerPromises(storage, zooKeeper, yarn, client);
            promises.makeTo(simulation);
            host(0, CLIENT, () -> client, true);
            yarn.submit(Integer.MAX_VALUE);
        }

        @Override
        public SimulatedProcess<?, ?> startAttempt(int attempt) {
            AskedFor master = new AskedFor(new LedgerMaster(attempt, bug));
            promises.judge(master);
            return host(attempt, LedgerWords.masterName(attempt), () -> master, false);
        }

        @Override
        public SimulatedProcess<?, ?> startContainer(Container container) {
            return host(0, "container-" + container.id(), () -> new LedgerWorker(container.id()), false);
        }

        private SimulatedProcess<Heard, Wish> host(
                int attempt, String name, Supplier<Component<Heard, Wish>> program, boolean spared) {
            LedgerBody body = new LedgerBody(attempt, name, program);
            if (spared) {
                body.process.spared();
            }
            processes.add(body.process);
            network.attach(body.process, body);
            body.process.start();
            return body.process;
        }

        private List<SimulatedProcess<Heard, Wish>> alive() {
            processes.removeIf(process -> !process.alive());
            return processes;
        }

        @Override
        public void startTrouble() {
            nemesis.start();
        }

        @Override
        public void stopTrouble() {
            nemesis.stop();
        }

        @Override
        public String wantedInTheEnd() {
            return "no request waits longer than " + LONGEST_WAIT_MILLIS + " ms and " + LedgerContainers.WANTED
                    + " workers run";
        }

        @Override
        public boolean reachedTheEnd() {
            return client.oldestOpen() >= simulation.nowMillis() - LONGEST_WAIT_MILLIS
                    && yarn.running() == LedgerContainers.WANTED;
        }

        @Override
        public long progress() {
            return client.answered.cardinality();
        }

        /** Carries out one process's wishes against the models. */
        private final class LedgerBody implements Body<Wish>, SimulatedNetwork.Ears<Heard> {

            private final int attempt;
            private final SimulatedProcess<Heard, Wish> process;
            private long session;

            LedgerBody(int attempt, String name, Supplier<Component<Heard, Wish>> program) {
                this.attempt = attempt;
                this.process = new SimulatedProcess<>(simulation, name, program, this);
                this.session = zooKeeper.open(zooKeeperAsker(0));
            }

            private Asker<SimulatedZooKeeper.Reply> zooKeeperAsker(long request) {
                return Asker.of(process, reply -> new Heard.FromZooKeeper(request, reply));
            }

            @Override
            public void carryOut(Wish wish) {
                if (wish instanceof Wish.Send it) {
                    network.send(process.name(), it.to(), it.wire());
                } else if (wish instanceof Wish.Dial it) {
                    network.dial(process.name(), it.to());
                } else if (wish instanceof Wish.HangUp it) {
                    network.close(it.connection(), process.name());
                } else if (wish instanceof Wish.SendOn it) {
                    network.sendOn(it.connection(), process.name(), it.wire());
                } else if (wish instanceof Wish.Store it) {
                    storage.submit(Asker.of(process, reply -> new Heard.FromStorage(it.request(), reply)), it.what());
                } else if (wish instanceof Wish.Transact it) {
                    zooKeeper.transact(session, it.operations(), zooKeeperAsker(it.request()));
                } else if (wish instanceof Wish.ReadNode it) {
                    zooKeeper.read(session, it.path(), false, zooKeeperAsker(it.request()));
                } else if (wish instanceof Wish.OpenSession) {
                    session = zooKeeper.renew(session, zooKeeperAsker(0));
                } else if (wish instanceof Wish.Exit) {
                    process.exit();
                } else {
                    speakToYarn(wish);
                }
            }

            private void speakToYarn(Wish wish) {
                if (wish instanceof Wish.Register) {
                    yarn.register(attempt, Asker.of(process, Heard.FromYarn::new));
                } else if (wish instanceof Wish.AskContainers it) {
                    yarn.ask(attempt, Asker.of(process, Heard.FromYarn::new), it.count(), MEGABYTES);
                } else if (wish instanceof Wish.Release it) {
                    yarn.release(attempt, Asker.of(process, Heard.FromYarn::new), it.container());
                } else if (wish instanceof Wish.Launch it) {
                    yarn.launch(attempt, Asker.of(process, Heard.FromYarn::new), it.container());
                } else {
                    throw new IllegalStateException("an unknown wish: " + wish);
                }
            }

            @Override
            public Heard heard(String from, Object message) {
                return new Heard.Loose(from, (Wire) message);
            }

            @Override
            public Heard connected(long connection, String peer) {
                return new Heard.Connected(connection, peer);
            }

            @Override
            public Heard heardOn(long connection, Object message) {
                return new Heard.OnConnection(connection, (Wire) message);
            }

            @Override
            public Heard disconnected(long connection) {
                return new Heard.Disconnected(connection);
            }
        }
    }
}
