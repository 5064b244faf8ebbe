package dev.selvage.core.simulation.cluster;

import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import java.util.List;

/** What a process of a {@link Cluster} wants done; what comes of it, it hears as {@link Heard}. */
public sealed interface Wish {
    /** Send a loose message. */
    record Send(String to, Object message) implements Wish {}

    /** Connect to a process. */
    record Dial(String to) implements Wish {}

    /** Close a connection. */
    record HangUp(long connection) implements Wish {}

    /** Send on a connection. */
    record SendOn(long connection, Object message) implements Wish {}

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

    /** End this process. */
    record Exit() implements Wish {}

    /** What an attempt wants of YARN, and nobody else can have. */
    sealed interface OfYarn extends Wish {}

    /** Register the attempt. */
    record Register() implements OfYarn {}

    /** Ask for so many containers more. */
    record AskContainers(int count, int memoryMegabytes) implements OfYarn {}

    /** Start what is to run in a granted container. */
    record Launch(int container) implements OfYarn {}

    /** Give a container back. */
    record Release(int container) implements OfYarn {}

    /** End the application. */
    record Unregister() implements OfYarn {}
}
