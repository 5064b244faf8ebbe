package dev.selvage.core.simulation.cluster;

import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.function.Supplier;

/** Carries out one process's wishes against the models of a cluster. */
final class WishBody implements Body<Wish> {

    private static final int NO_ATTEMPT = 0;

    private final Cluster cluster;
    private final SimulatedProcess<Heard, Wish> process;
    private final int attempt;
    private long session;

    WishBody(Cluster cluster, String name, Supplier<Component<Heard, Wish>> program) {
        this(cluster, name, program, NO_ATTEMPT);
    }

    WishBody(Cluster cluster, String name, Supplier<Component<Heard, Wish>> program, int attempt) {
        this.cluster = cluster;
        this.attempt = attempt;
        this.process = new SimulatedProcess<>(cluster.simulation(), name, program, this);
        this.session = cluster.zooKeeper().open(fromZooKeeper(0));
    }

    SimulatedProcess<Heard, Wish> process() {
        return process;
    }

    private Asker<SimulatedZooKeeper.Reply> fromZooKeeper(long request) {
        return Asker.of(process, reply -> new Heard.FromZooKeeper(request, reply));
    }

    @Override
    public void carryOut(Wish wish) {
        if (wish instanceof Wish.Send it) {
            cluster.network().send(process.name(), it.to(), it.message());
        } else if (wish instanceof Wish.Dial it) {
            cluster.network().dial(process.name(), it.to());
        } else if (wish instanceof Wish.HangUp it) {
            cluster.network().close(it.connection(), process.name());
        } else if (wish instanceof Wish.SendOn it) {
            cluster.network().sendOn(it.connection(), process.name(), it.message());
        } else if (wish instanceof Wish.Store it) {
            cluster.storage().submit(Asker.of(process, reply -> new Heard.FromStorage(it.request(), reply)), it.what());
        } else if (wish instanceof Wish.Transact it) {
            cluster.zooKeeper().transact(session, it.operations(), fromZooKeeper(it.request()));
        } else if (wish instanceof Wish.ReadNode it) {
            cluster.zooKeeper().read(session, it.path(), false, fromZooKeeper(it.request()));
        } else if (wish instanceof Wish.OpenSession) {
            session = cluster.zooKeeper().renew(session, fromZooKeeper(0));
        } else if (wish instanceof Wish.Exit) {
            process.exit();
        } else if (wish instanceof Wish.OfYarn it) {
            speakToYarn(it, Asker.of(process, Heard.FromYarn::new));
        }
    }

    private void speakToYarn(Wish.OfYarn wish, Asker<YarnNews> asker) {
        if (attempt == NO_ATTEMPT) {
            throw new IllegalStateException(
                    "expected only attempts to speak to YARN, but " + process.name() + " wants " + wish);
        } else if (wish instanceof Wish.Register) {
            cluster.yarn().register(attempt, asker);
        } else if (wish instanceof Wish.AskContainers it) {
            cluster.yarn().ask(attempt, asker, it.count(), it.memoryMegabytes());
        } else if (wish instanceof Wish.Release it) {
            cluster.yarn().release(attempt, asker, it.container());
        } else if (wish instanceof Wish.Launch it) {
            cluster.yarn().launch(attempt, asker, it.container());
        } else if (wish instanceof Wish.Unregister) {
            cluster.yarn().unregister(attempt, asker);
        }
    }
}
