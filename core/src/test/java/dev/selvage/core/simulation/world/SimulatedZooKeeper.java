package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.ZooKeeperModel.Node;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import dev.selvage.core.simulation.world.ZooKeeperModel.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * ZooKeeper behind a network: sessions that outlive a dead client for a while and may end under a living one, requests
 * whose outcome is lost, watches that fire once.
 */
public final class SimulatedZooKeeper {

    private static final long TYPICAL_MICROS = 1_000;
    private static final long SESSION_TIMEOUT_MICROS = 4_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final ZooKeeperModel model = new ZooKeeperModel();
    private final TreeMap<Long, Consumer<Reply>> sessions = new TreeMap<>();
    private final Map<String, TreeSet<Long>> watches = new HashMap<>();
    private long nextSession = 1;

    /** What a client hears. */
    public sealed interface Reply {
        /** All of the transaction is done. */
        record Committed() implements Reply {}

        /** Nothing of the transaction is done. */
        record Refused(Refusal refusal) implements Reply {}

        /** What the node is, or nothing if there is none. */
        record Found(String path, Optional<Node> node) implements Reply {}

        /** The children's names. */
        record Children(String path, List<String> names) implements Reply {}

        /** Nobody knows whether the request was carried out. */
        record ConnectionLost() implements Reply {}

        /** The session is over; what was ephemeral in it is gone. */
        record SessionExpired() implements Reply {}

        /** A watched node was made, changed or removed; the watch is used up. */
        record Changed(String path) implements Reply {}
    }

    public SimulatedZooKeeper(Simulation simulation) {
        this.simulation = simulation;
        this.random = simulation.random("zookeeper");
    }

    /** The nodes as they are now, for invariants and for a scenario's first nodes. */
    public ZooKeeperModel model() {
        return model;
    }

    /** Makes a node before anyone looks. */
    public void prepare(String path, String data) {
        model.commit(0, List.of(new Operation.Create(path, data, false)));
    }

    /** Opens a session for a process; it ends some time after the process does. */
    public long open(Asker<Reply> asker) {
        SimulatedProcess<?, ?> client = asker.process();
        long session = nextSession++;
        sessions.put(session, asker.line());
        client.onDeath(() -> simulation.after(
                random.nextLong(SESSION_TIMEOUT_MICROS), "session", client.name(), session, () -> expire(session)));
        return session;
    }

    public void transact(long session, List<Operation> operations, Asker<Reply> asker) {
        request(session, operations, asker, () -> {
            Optional<Refusal> refusal = model.commit(session, operations);
            if (refusal.isPresent()) {
                return new Reply.Refused(refusal.get());
            }
            operations.forEach(operation -> fireWatches(changedPath(operation)));
            return new Reply.Committed();
        });
    }

    /** Reads a node, and watches it if asked to, also while it is not there. */
    public void read(long session, String path, boolean watch, Asker<Reply> asker) {
        request(session, path, asker, () -> {
            if (watch) {
                watches.computeIfAbsent(path, any -> new TreeSet<>()).add(session);
            }
            return new Reply.Found(path, model.node(path));
        });
    }

    public void children(long session, String path, Asker<Reply> asker) {
        request(session, path, asker, () -> new Reply.Children(path, model.children(path)));
    }

    private interface Act {
        Reply carriedOut();
    }

    private void request(long session, Object what, Asker<Reply> asker, Act act) {
        Consumer<Reply> answer = asker.line();
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        boolean lost = simulation.faults().strikes(Faults.Kind.ZOOKEEPER_CONNECTION);
        boolean doneAllTheSame = lost && random.nextBoolean();
        simulation.after(delay, "zookeeper", "session-" + session, what, () -> {
            if (!sessions.containsKey(session)) {
                answer.accept(new Reply.SessionExpired());
            } else if (!lost) {
                answer.accept(act.carriedOut());
            } else {
                if (doneAllTheSame) {
                    act.carriedOut();
                }
                answer.accept(new Reply.ConnectionLost());
            }
        });
    }

    private static String changedPath(Operation operation) {
        if (operation instanceof Operation.Create it) {
            return it.path();
        } else if (operation instanceof Operation.Write it) {
            return it.path();
        } else if (operation instanceof Operation.Delete it) {
            return it.path();
        }
        return "";
    }

    private void fireWatches(String path) {
        TreeSet<Long> watching = watches.remove(path);
        if (watching != null) {
            for (long session : watching) {
                Consumer<Reply> events = sessions.get(session);
                if (events != null) {
                    events.accept(new Reply.Changed(path));
                }
            }
        }
    }

    private void expire(long session) {
        Consumer<Reply> events = sessions.remove(session);
        if (events != null) {
            model.endSession(session).forEach(this::fireWatches);
            events.accept(new Reply.SessionExpired());
        }
    }

    /** Ends the session of somebody who lives. */
    void expireOne() {
        List<Long> open = new ArrayList<>(sessions.keySet());
        if (!open.isEmpty()) {
            expire(open.get(random.nextInt(open.size())));
        }
    }
}
