package dev.selvage.container.network;

import dev.selvage.container.codec.Codecs;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Element;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.Await;
import io.netty.buffer.PoolArenaMetric;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A producing and a consuming process in one, each with a transport of its own; at the end no buffer may be left over. */
final class TwoProcesses implements AutoCloseable {
    static final Duration BOUND = Duration.ofSeconds(20);
    static final RecordFormat LONGS =
            RecordFormat.of(new Codecs(TwoProcesses.class.getClassLoader()).of(Long.class), true, "producer");
    static final RecordFormat TEXTS =
            RecordFormat.of(new Codecs(TwoProcesses.class.getClassLoader()).of(String.class), false, "producer");
    private static final JobId JOB = new JobId(1, 2);

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
    }

    /** Without caches for threads, what is not released is counted as in use to the last buffer. */
    final PooledByteBufAllocator buffers = new PooledByteBufAllocator(true, 1, 1, 8192, 6, 0, 0, false);

    final Transport producing;
    final Transport consuming;
    final Wakeup producer = new Wakeup();
    final Wakeup consumer = new Wakeup();

    TwoProcesses(int frameBytes, int windowBytes) throws IOException {
        this(
                settings("secret", "cluster").withSizes(frameBytes, windowBytes),
                settings("secret", "cluster").withSizes(frameBytes, windowBytes));
    }

    TwoProcesses(TransportSettings producing, TransportSettings consuming) throws IOException {
        this.producing = Transport.start(producing, buffers);
        this.consuming = Transport.start(consuming, buffers);
    }

    static TransportSettings settings(String secret, String cluster) {
        return TransportSettings.of(cluster, secret, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    static ChannelName name(long deployment, int consumer) {
        return new ChannelName(JOB, new DeploymentNumber(deployment), 7, 0, consumer);
    }

    RemoteOutput output(long deployment, int number, RecordFormat format) {
        return producing.output(name(deployment, number), format, producer);
    }

    RemoteInput input(long deployment, int number, RecordFormat format) {
        return consuming.input(name(deployment, number), format, producing.address(), consumer);
    }

    /** The next element, waited for. */
    static Element next(RemoteInput input) throws Exception {
        Await.until("an element arrives", BOUND, () -> !input.isEmpty());
        return Objects.requireNonNull(input.poll());
    }

    /** Every record up to the end of the input. */
    static List<Object> rest(RemoteInput input) throws Exception {
        List<Object> records = new ArrayList<>();
        for (Element element = next(input); !(element instanceof Event.EndOfInput); element = next(input)) {
            if (element instanceof Batch batch) {
                records.addAll(List.of(batch.values));
            }
        }
        return records;
    }

    /** What the next call that asks the channel for something says once the channel has failed. */
    static ChannelFailedException failure(Await.Condition call) throws Exception {
        List<ChannelFailedException> found = new ArrayList<>();
        Await.until("the channel fails", BOUND, () -> {
            try {
                call.holds();
            } catch (ChannelFailedException e) {
                found.add(e);
            }
            return !found.isEmpty();
        });
        return found.get(0);
    }

    long buffersInUse() {
        return Stream.concat(buffers.metric().directArenas().stream(), buffers.metric().heapArenas().stream())
                .mapToLong(PoolArenaMetric::numActiveAllocations)
                .sum();
    }

    @Override
    public void close() {
        consuming.close();
        producing.close();
        if (buffersInUse() != 0) {
            throw new AssertionError("expected every buffer released, found " + buffersInUse() + " still in use");
        }
    }

    /** A barrier as the leader of epoch 3 ordered it. */
    static Event.Barrier barrier(long checkpoint, CheckpointKind kind, String directory) {
        return new Event.Barrier(new CheckpointOrder(
                new LeaderEpoch(3), new CheckpointId(checkpoint), kind, 1_700_000_000_000L, directory));
    }
}
