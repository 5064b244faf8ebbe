package dev.selvage.container.network;

import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The channels that this process produces, by name, and the consumers that came before their producer. Its lock is never
 * held while a queue or a connection is called.
 */
final class Producers {
    /** Deployments that are over and still known as such; an older one's consumer is told to try again, in vain. */
    private static final int REMEMBERED = 1000;

    private final Map<ChannelName, OutputQueue> outputs = new HashMap<>();
    private final Map<ChannelName, Waiting> waiting = new HashMap<>();
    private final Map<Deployment, Boolean> retired = new LinkedHashMap<>();

    private record Deployment(JobId job, DeploymentNumber number) {
        static Deployment of(ChannelName name) {
            return new Deployment(name.job(), name.deployment());
        }
    }

    /** A consumer whose producer is yet to be deployed. */
    record Waiting(ProducerConnection connection, int number, int window) {}

    /** The answer to a consumer: at most one of the two is there, and neither if it has to wait. */
    record Found(@Nullable OutputQueue queue, @Nullable String refusal) {}

    /** A producer has come. */
    void register(OutputQueue queue) {
        Waiting consumer;
        synchronized (this) {
            if (retired.containsKey(Deployment.of(queue.name()))) {
                throw new ChannelFailedException(
                        "The " + queue.name() + " cannot be opened: its deployment is over in this process.", false);
            }
            if (outputs.putIfAbsent(queue.name(), queue) != null) {
                throw new IllegalStateException("expected one producer, found a second one for the " + queue.name());
            }
            consumer = waiting.remove(queue.name());
        }
        if (consumer != null) {
            consumer.connection().attach(queue, consumer.number(), consumer.window());
        }
    }

    /** A consumer has come. */
    synchronized Found find(ChannelName name, Waiting consumer) {
        if (retired.containsKey(Deployment.of(name))) {
            return new Found(null, "its deployment is over in the producer's process");
        }
        OutputQueue queue = outputs.get(name);
        if (queue == null) {
            waiting.put(name, consumer);
        }
        return new Found(queue, null);
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

    /** A deployment is over: its channels end here, and later ones are refused. */
    void retire(JobId job, DeploymentNumber number) {
        List<OutputQueue> ending = new ArrayList<>();
        synchronized (this) {
            retired.put(new Deployment(job, number), true);
            if (retired.size() > REMEMBERED) {
                retired.remove(retired.keySet().iterator().next());
            }
            for (OutputQueue queue : outputs.values()) {
                if (Deployment.of(queue.name()).equals(new Deployment(job, number))) {
                    ending.add(queue);
                }
            }
        }
        fail(ending, "its deployment is over");
    }

    /** The process stops. */
    void close() {
        List<OutputQueue> ending;
        synchronized (this) {
            ending = new ArrayList<>(outputs.values());
        }
        fail(ending, "its process stops");
    }

    private static void fail(List<OutputQueue> ending, String why) {
        for (OutputQueue queue : ending) {
            queue.fail(new ChannelFailedException("The " + queue.name() + " has ended: " + why + ".", false));
        }
    }
}
