package dev.selvage.core.simulation.cluster;

import dev.selvage.core.simulation.world.SimulatedNetwork;
import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.yarn.YarnNews;

/** What a process of a {@link Cluster} hears. */
public sealed interface Heard {
    /** A loose message. */
    record Loose(String from, Object message) implements Heard {}

    /** A connection stands. */
    record Connected(long connection, String peer) implements Heard {}

    /** A message on a connection. */
    record OnConnection(long connection, Object message) implements Heard {}

    /** A connection is over, or never came about. */
    record Disconnected(long connection) implements Heard {}

    /** What storage answered to the request with this number. */
    record FromStorage(long request, SimulatedStorage.Reply reply) implements Heard {}

    /** What ZooKeeper answered, or told unasked as number 0. */
    record FromZooKeeper(long request, SimulatedZooKeeper.Reply reply) implements Heard {}

    /** What YARN said. */
    record FromYarn(YarnNews news) implements Heard {}

    /** The network in these words. */
    enum Ears implements SimulatedNetwork.Ears<Heard> {
        EARS;

        @Override
        public Heard heard(String from, Object message) {
            return new Loose(from, message);
        }

        @Override
        public Heard connected(long connection, String peer) {
            return new Connected(connection, peer);
        }

        @Override
        public Heard heardOn(long connection, Object message) {
            return new OnConnection(connection, message);
        }

        @Override
        public Heard disconnected(long connection) {
            return new Disconnected(connection);
        }
    }
}
