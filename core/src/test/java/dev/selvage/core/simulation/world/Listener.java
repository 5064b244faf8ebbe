package dev.selvage.core.simulation.world;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;

/** A process that only listens: what it hears it notes, and lets happen what it is told to. */
public final class Listener implements Component<Object, Runnable>, SimulatedNetwork.Ears<Object> {

    /** Everything heard in all lives of the process. */
    public final List<Object> heard = new ArrayList<>();

    public final SimulatedProcess<Object, Runnable> process;

    /** A message that came from somebody. */
    record From(String sender, Object message) {}

    /** A connection that came about. */
    record Connected(long connection, String peer) {}

    /** A message on a connection. */
    record On(long connection, Object message) {}

    /** A connection that is over. */
    record Closed(long connection) {}

    public Listener(Simulation simulation, String name) {
        process = new SimulatedProcess<>(simulation, name, () -> this, Runnable::run);
        process.start();
    }

    Listener(Simulation simulation, SimulatedNetwork network, String name) {
        this(simulation, name);
        network.attach(process, this);
    }

    /** This process, as one who asks some part of the world and hears its replies as they are. */
    public <R> Asker<R> asking() {
        return Asker.of(process, reply -> reply);
    }

    @Override
    public List<Runnable> onMessage(Object message, Turn turn) {
        heard.add(message);
        return message instanceof Runnable act ? List.of(act, act) : List.of();
    }

    @Override
    public List<Runnable> onWake(Turn turn) {
        return List.of();
    }

    @Override
    public long wakeAtMillis() {
        return NEVER;
    }

    @Override
    public Object heard(String from, Object message) {
        return new From(from, message);
    }

    @Override
    public Object connected(long connection, String peer) {
        return new Connected(connection, peer);
    }

    @Override
    public Object heardOn(long connection, Object message) {
        return new On(connection, message);
    }

    @Override
    public Object disconnected(long connection) {
        return new Closed(connection);
    }
}
