package dev.selvage.container.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels that this process produces, by name, and the consumers that came before their producer. Its lock is never
 * held while a queue or a connection is called.
 */
final class Producers {
    private final Map<ChannelName, OutputQueue> outputs = new HashMap<>();
    private final Map<ChannelName, Waiting> waiting = new HashMap<>();

    /** A consumer whose producer is yet to be deployed. */
    record Waiting(ProducerConnection connection, int number, int window) {}

    /** A producer has come. */
    void register(OutputQueue queue) {
        Waiting consumer;
        synchronized (this) {
            if (outputs.putIfAbsent(queue.name(), queue) != null) {
                throw new IllegalStateException("expected one producer, found a second one for the " + queue.name());
            }
            consumer = waiting.remove(queue.name());
        }
        if (consumer != null) {
            consumer.connection().attach(queue, consumer.number(), consumer.window());
        }
    }

    /** A consumer has come. Returns what it consumes; null if it has to wait. */
    synchronized @Nullable OutputQueue find(ChannelName name, Waiting consumer) {
        OutputQueue queue = outputs.get(name);
        if (queue == null) {
            waiting.put(name, consumer);
        }
        return queue;
    }

    /** A consumer has waited long enough; false if it waits no more. */
    synchronized boolean giveUp(ChannelName name, Waiting consumer) {
        return waiting.remove(name, consumer);
    }

    /** A connection is lost, and whoever waited behind it. */
    synchronized void lost(ProducerConnection connection) {
        waiting.values().removeIf(consumer -> consumer.connection() == connection);
    }

    /** A channel has nothing more to send. */
    synchronized void over(ChannelName name) {
        outputs.remove(name);
    }

    /** The process stops. */
    void close() {
        List<OutputQueue> ending;
        synchronized (this) {
            ending = new ArrayList<>(outputs.values());
        }
        for (OutputQueue queue : ending) {
            queue.fail(new ChannelFailedException("The " + queue.name() + " has ended: its process stops.", false));
        }
    }
}
