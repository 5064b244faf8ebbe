package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;

/**
 * Loose messages and connections between named processes. A loose message may be lost, doubled or overtaken. A
 * connection keeps order and loses nothing until it breaks; it breaks for both sides when one of them dies, and for
 * each side at its own moment when they are cut off from each other for too long.
 */
public final class SimulatedNetwork {

    private static final long TYPICAL_MICROS = 200;
    /** How long a silent connection lasts before TCP gives up on it. */
    private static final long PATIENCE_MICROS = 3_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final Map<String, Endpoint<?>> endpoints = new HashMap<>();
    private final Cuts cuts;
    private final Map<Long, Connection> connections = new LinkedHashMap<>();
    private long nextConnection = 1;

    /** What a process hears of the network, in its own words. */
    public interface Ears<M> {
        /** A loose message; who has none to expect need not say how it would sound. */
        default M heard(String from, Object message) {
            throw new IllegalStateException("nobody sends loose messages here, but " + from + " did: " + message);
        }

        M connected(long connection, String peer);

        M heardOn(long connection, Object message);

        M disconnected(long connection);
    }

    private record Endpoint<M>(SimulatedProcess<M, ?> process, Ears<M> ears) {
        void heard(String from, Object message, long delay) {
            process.put(ears.heard(from, message), delay, "net");
        }

        void connected(long connection, String peer, long delay) {
            process.put(ears.connected(connection, peer), delay, "connected");
        }

        void heardOn(long connection, Object message, long delay) {
            process.put(ears.heardOn(connection, message), delay, "net");
        }

        void disconnected(long connection, long delay) {
            process.put(ears.disconnected(connection), delay, "closed");
        }
    }

    /** Two ends and, per direction, when the last message arrives, which no later one may overtake. */
    private static final class Connection {
        final String dialler;
        final String listener;
        long lastArrivalAtDialler;
        long lastArrivalAtListener;

        Connection(String dialler, String listener) {
            this.dialler = dialler;
            this.listener = listener;
        }

        boolean joins(String one, String other) {
            return one.equals(peerOf(other)) && other.equals(peerOf(one));
        }

        String peerOf(String name) {
            return name.equals(dialler) ? listener : dialler;
        }
    }

    public SimulatedNetwork(Simulation simulation, Cuts cuts) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = simulation.random("network");
    }

    /** Makes the process reachable under its name. */
    public <M> void attach(SimulatedProcess<M, ?> process, Ears<M> ears) {
        endpoints.put(process.name(), new Endpoint<>(process, ears));
        process.onDeath(() -> breakAllOf(process.name()));
    }

    /** Sends a loose message: it arrives once, never, twice or late. */
    public void send(String from, String to, Object message) {
        if (!reachable(from, to) || simulation.faults().strikes(Faults.Kind.LOSS)) {
            return;
        }
        endpoint(to).heard(from, message, delay());
        if (simulation.faults().strikes(Faults.Kind.DOUBLING)) {
            endpoint(to).heard(from, message, delay());
        }
    }

    /** Dials: both sides hear that they are connected, or the dialler that they are not; returns the connection's number. */
    public long dial(String from, String to) {
        long number = nextConnection++;
        long delay = delay();
        if (!reachable(from, to) || !cuts.open(to, from)) {
            endpoint(from).disconnected(number, delay);
            return number;
        }
        Connection connection = new Connection(from, to);
        connection.lastArrivalAtDialler = simulation.nowMicros() + delay;
        connection.lastArrivalAtListener = simulation.nowMicros() + delay;
        connections.put(number, connection);
        endpoint(from).connected(number, to, delay);
        endpoint(to).connected(number, from, delay);
        return number;
    }

    /** Sends on a connection; on a broken one, into the void, since its end is told separately. */
    public void sendOn(long number, String from, Object message) {
        Connection connection = connections.get(number);
        if (connection == null) {
            return;
        }
        inOrder(connection, connection.peerOf(from), delay(), (end, wait) -> end.heardOn(number, message, wait));
    }

    /** Closes a connection on purpose; the peer hears of it after what was sent before. */
    public void close(long number, String by) {
        Connection connection = connections.remove(number);
        if (connection != null) {
            inOrder(connection, connection.peerOf(by), delay(), (end, wait) -> end.disconnected(number, wait));
        }
    }

    private void inOrder(Connection connection, String to, long delay, BiConsumer<Endpoint<?>, Long> arrival) {
        boolean toDialler = to.equals(connection.dialler);
        long last = toDialler ? connection.lastArrivalAtDialler : connection.lastArrivalAtListener;
        long arrives = Math.max(simulation.nowMicros() + delay, last + 1);
        if (toDialler) {
            connection.lastArrivalAtDialler = arrives;
        } else {
            connection.lastArrivalAtListener = arrives;
        }
        arrival.accept(endpoint(to), arrives - simulation.nowMicros());
    }

    /**
     * Lets nothing through that one sends the other. A connection carries nothing either way without acknowledgements, so
     * it cannot go on: each side finds out within TCP's patience.
     */
    void cut(String from, String to) {
        cuts.cut(from, to);
        connections.entrySet().removeIf(entry -> {
            Connection connection = entry.getValue();
            boolean hit = connection.joins(from, to);
            if (hit) {
                long number = entry.getKey();
                for (String side : List.of(connection.dialler, connection.listener)) {
                    long patience = random.nextLong(1, PATIENCE_MICROS);
                    inOrder(connection, side, patience, (end, wait) -> end.disconnected(number, wait));
                }
            }
            return hit;
        });
    }

    private void breakAllOf(String name) {
        connections.entrySet().removeIf(entry -> {
            Connection connection = entry.getValue();
            boolean hit = connection.dialler.equals(name) || connection.listener.equals(name);
            if (hit) {
                long number = entry.getKey();
                inOrder(connection, connection.peerOf(name), delay(), (end, wait) -> end.disconnected(number, wait));
            }
            return hit;
        });
    }

    /** Looks whether a process is dead, for which its machine has to answer; nothing comes of it if it lives or is cut off. */
    public void probe(String from, String to, Runnable dead) {
        simulation.after(delay(), "probe", from, to, () -> {
            if (endpoints.containsKey(to) && !endpoint(to).process.alive() && cuts.openBothWays(from, to)) {
                dead.run();
            }
        });
    }

    private boolean reachable(String from, String to) {
        return endpoints.containsKey(to) && endpoint(to).process.alive() && cuts.open(from, to);
    }

    private Endpoint<?> endpoint(String name) {
        return Objects.requireNonNull(endpoints.get(name), name);
    }

    private long delay() {
        long delay = 1 + random.nextLong(2 * TYPICAL_MICROS);
        return simulation.faults().strikes(Faults.Kind.DELAY) ? delay * 100 : delay;
    }
}
