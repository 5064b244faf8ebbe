package dev.selvage.core.simulation.toy;

import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.List;

/** What the toy's processes say, hear and want. */
final class LedgerWords {

    static final String LEADER_NODE = "/leader";
    static final String POINTER_NODE = "/pointer";
    static final String DIRECTORY = "/ledger";

    private LedgerWords() {}

    static String masterName(int attempt) {
        return "am-" + attempt;
    }

    /** Who leads: the content of the leader's node. */
    record Leader(long epoch, int attempt) {
        static Leader parse(String data) {
            String[] parts = data.split(":", 2);
            return new Leader(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }

        String format() {
            return epoch + ":" + attempt;
        }
    }

    /** What goes from process to process. */
    sealed interface Wire {
        /** A client's request, sent until it is answered. */
        record Add(int request) implements Wire {}

        /** The request is in the ledger, for good. */
        record Added(int request) implements Wire {}

        /** A worker tells the leader which container it is. */
        record Hello(int container) implements Wire {}

        /** The leader has a worker look at a request. */
        record Work(int request) implements Wire {}

        /** The worker has looked. */
        record Worked(int request) implements Wire {}
    }

    /** What a process of the toy hears. */
    sealed interface Heard {
        /** A loose message. */
        record Loose(String from, Wire wire) implements Heard {}

        /** A connection stands. */
        record Connected(long connection, String peer) implements Heard {}

        /** A message on a connection. */
        record OnConnection(long connection, Wire wire) implements Heard {}

        /** A connection is over, or never came about. */
        record Disconnected(long connection) implements Heard {}

        /** What storage answered to the request with this number. */
        record FromStorage(long request, SimulatedStorage.Reply reply) implements Heard {}

        /** What ZooKeeper answered, or told unasked as number 0. */
        record FromZooKeeper(long request, SimulatedZooKeeper.Reply reply) implements Heard {}

        /** What YARN said. */
        record FromYarn(YarnNews news) implements Heard {}
    }

    /** What a process of the toy wants done. */
    sealed interface Wish {
        /** Send a loose message. */
        record Send(String to, Wire wire) implements Wish {}

        /** Connect to a process. */
        record Dial(String to) implements Wish {}

        /** Close a connection. */
        record HangUp(long connection) implements Wish {}

        /** Send on a connection. */
        record SendOn(long connection, Wire wire) implements Wish {}

        /** Ask storage; the answer carries the number. */
        record Store(long request, SimulatedStorage.Request what) implements Wish {}

        /** Change nodes together; the answer carries the number. */
        record Transact(long request, List<Operation> operations) implements Wish {
            public Transact {
                operations = List.copyOf(operations);
            }
        }

        /** Read a node; the answer carries the number. */
        record ReadNode(long request, String path) implements Wish {}

        /** Open a new session in place of an expired one. */
        record OpenSession() implements Wish {}

        /** Register the attempt with YARN. */
        record Register() implements Wish {}

        /** Ask YARN for so many containers more. */
        record AskContainers(int count) implements Wish {}

        /** Start a worker in a granted container. */
        record Launch(int container) implements Wish {}

        /** Give a container back. */
        record Release(int container) implements Wish {}

        /** End this process. */
        record Exit() implements Wish {}
    }
}
