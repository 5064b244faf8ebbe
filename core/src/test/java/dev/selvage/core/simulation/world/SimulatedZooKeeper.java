package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.ZooKeeperModel.Node;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import dev.selvage.core.simulation.world.ZooKeeperModel.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * ZooKeeper behind a network. A session outlives a client of whom nothing is heard for a while, and may end under a living
 * one, who learns it only later. One session's requests keep their order; the outcome of any may be lost, and it may take
 * effect later, but not after the next one. Reads may be behind what others have written, never behind what the session has
 * seen. Watches fire once.
 */
public final class SimulatedZooKeeper {

    private static final long TYPICAL_MICROS = 1_000;
    private static final long SESSION_TIMEOUT_MICROS = 4_000_000;
    private static final long HEARTBEAT_MICROS = 1_000_000;
    /** How long a client that hears nothing waits, at most. */
    private static final long PATIENCE_MICROS = 1_000_000;

    private static final long LONGEST_LAG_MICROS = 3_000_000;
    /** How long a request may lie somewhere after its client has given it up. */
    private static final long LATEST_MICROS = 3_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    private final ZooKeeperModel model = new ZooKeeperModel();
    private final TreeMap<Long, ZooKeeperSession> sessions = new TreeMap<>();
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

    public SimulatedZooKeeper(Simulation simulation, Cuts cuts) {
        this.simulation = simulation;
        this.cuts = cuts;
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

    /** Opens a session for a process; it ends some time after the ensemble last heard of the process. */
    public long open(Asker<Reply> asker) {
        ZooKeeperSession session = new ZooKeeperSession(nextSession++, asker, simulation.nowMicros());
        sessions.put(session.number, session);
        mayFallBehind(session);
        listen(session);
        return session.number;
    }

    /** A new session in place of one that is over, as a client opens it; one that goes on is kept. */
    public long renew(long old, Asker<Reply> asker) {
        return session(old).over() ? open(asker) : old;
    }

    private ZooKeeperSession session(long number) {
        return Objects.requireNonNull(sessions.get(number), () -> "no session " + number);
    }

    public void transact(long session, List<Operation> operations, Asker<Reply> asker) {
        request(session, operations, asker, by -> {
            // The answer comes from the client's server, which has then seen all that came before.
            by.catchUp();
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
        request(session, path, asker, by -> {
            mayFallBehind(by);
            Optional<Node> seen = by.view(model).node(path);
            if (watch && seen.equals(model.node(path))) {
                watches.computeIfAbsent(path, any -> new TreeSet<>()).add(session);
            } else if (watch) {
                by.tell(new Reply.Changed(path));
            }
            return new Reply.Found(path, seen);
        });
    }

    public void children(long session, String path, Asker<Reply> asker) {
        request(
                session,
                path,
                asker,
                by -> new Reply.Children(path, by.view(model).children(path)));
    }

    private void mayFallBehind(ZooKeeperSession session) {
        if (!session.isBehind() && simulation.faults().strikes(Faults.Kind.ZOOKEEPER_LAG)) {
            session.fallBehind(model.asItIs());
            long lag = simulation.faults().chance(Faults.Kind.ZOOKEEPER_LAG).nextLong(LONGEST_LAG_MICROS);
            simulation.after(lag, "caught-up", session.name(), lag, session::catchUp);
        }
    }

    private interface Act {
        Reply carriedOut(ZooKeeperSession by);
    }

    private void request(long number, Object what, Asker<Reply> asker, Act act) {
        ZooKeeperSession session = session(number);
        Line<Reply> answer = asker.line();
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        delay = simulation.faults().strikes(Faults.Kind.ZOOKEEPER_DELAY) ? delay * 100 : delay;
        boolean lost = simulation.faults().strikes(Faults.Kind.ZOOKEEPER_CONNECTION);
        long arrival = session.arrival(simulation.nowMicros(), delay);
        simulation.after(arrival - simulation.nowMicros(), "zookeeper", session.name(), what, () -> {
            if (!cuts.open(session.client(), Cuts.ZOOKEEPER)) {
                giveUp(session, what, answer);
                return;
            }
            if (session.over()) {
                answer.accept(new Reply.SessionExpired());
                return;
            }
            session.settleLate(
                    simulation.faults().chance(Faults.Kind.ZOOKEEPER_CONNECTION).nextBoolean());
            if (lost) {
                lose(session, what, act);
                answer.accept(new Reply.ConnectionLost());
            } else {
                Reply reply = act.carriedOut(session);
                if (cuts.open(Cuts.ZOOKEEPER, session.client())) {
                    answer.accept(reply);
                } else {
                    giveUp(session, what, answer);
                }
            }
        });
    }

    private void giveUp(ZooKeeperSession session, Object what, Line<Reply> answer) {
        simulation.after(
                random.nextLong(PATIENCE_MICROS),
                "timeout",
                session.name(),
                what,
                () -> answer.accept(new Reply.ConnectionLost()));
    }

    /** Whether the client is there, awake, and not cut off. */
    private boolean hears(ZooKeeperSession session) {
        return session.clientCanHear() && cuts.openBothWays(session.client(), Cuts.ZOOKEEPER);
    }

    /** The client will not hear what came of it: nothing at all, or all, at once or later. */
    private void lose(ZooKeeperSession session, Object what, Act act) {
        SplittableRandom fate = simulation.faults().chance(Faults.Kind.ZOOKEEPER_CONNECTION);
        switch (fate.nextInt(3)) {
            case 0 -> {}
            case 1 -> act.carriedOut(session);
            default -> {
                Runnable late = () -> act.carriedOut(session);
                session.addLate(late);
                simulation.after(
                        fate.nextLong(LATEST_MICROS), "late", session.name(), what, () -> session.carryOutLate(late));
            }
        }
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
            for (long number : watching) {
                ZooKeeperSession session = sessions.get(number);
                if (session != null && !session.over()) {
                    session.tell(new Reply.Changed(path));
                }
            }
        }
    }

    /** Hears of the client from time to time; ends the session when it has not for too long, and tells when it does again. */
    private void listen(ZooKeeperSession session) {
        simulation.after(HEARTBEAT_MICROS, "heartbeat", session.name(), "heartbeat", () -> {
            if (hears(session) || !cuts.isUp(Cuts.ZOOKEEPER)) {
                // An ensemble that comes back begins to count anew.
                session.heard(simulation.nowMicros());
            } else if (simulation.nowMicros() - session.silentSince() >= SESSION_TIMEOUT_MICROS) {
                expire(session);
            }
            if (session.over() && hears(session)) {
                session.tell(new Reply.SessionExpired());
            } else if (!session.over() || !session.clientIsGone()) {
                listen(session);
            }
        });
    }

    private void expire(ZooKeeperSession session) {
        if (!session.over()) {
            session.end();
            model.endSession(session.number).forEach(this::fireWatches);
        }
    }

    /** Ends the session of somebody who lives. */
    public void expireOne(SplittableRandom chance) {
        List<ZooKeeperSession> open =
                sessions.values().stream().filter(session -> !session.over()).toList();
        if (!open.isEmpty()) {
            expire(open.get(chance.nextInt(open.size())));
        }
    }
}
