package dev.selvage.container.network;

import dev.selvage.container.exchange.Wakeup;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;

/**
 * The network between two processes in one thread: everything that stands between a task and its socket is the real thing,
 * but bytes move when the test says so, and as many as chance says, so that they arrive cut anywhere.
 */
public final class TurnedNetwork {
    private final UnpooledByteBufAllocator buffers = new UnpooledByteBufAllocator(true);
    private final TransportSettings settings;
    private final Random random;
    private final List<Producers> producers = List.of(new Producers(), new Producers());
    /** By the process that consumes; there is one way into each from the other. */
    private final TreeMap<Integer, Line> lines = new TreeMap<>();

    /** A connection that one process has dialled, and what is on its way in either direction. */
    private final class Line {
        private final ConsumerConnection consumer;
        private final EmbeddedChannel consuming = channel();
        private final EmbeddedChannel producing = channel();
        private ByteBuf toConsumer = Unpooled.EMPTY_BUFFER;
        private ByteBuf toProducer = Unpooled.EMPTY_BUFFER;

        private Line(int consumingProcess) {
            InetSocketAddress address = addressOf(1 - consumingProcess);
            consumer = new ConsumerConnection(settings, address, consuming.eventLoop(), lost -> {});
            consuming.pipeline().addLast(consumer);
            producing
                    .pipeline()
                    .addLast(new ProducerConnection(settings, producers.get(1 - consumingProcess), producing));
            consumer.connected(consuming);
        }

        private void move(boolean forth) {
            consuming.runPendingTasks();
            producing.runPendingTasks();
            if (forth) {
                toConsumer = passed(producing, toConsumer, consuming);
            } else {
                toProducer = passed(consuming, toProducer, producing);
            }
        }

        private void hangUp() {
            toConsumer.release();
            toProducer.release();
            consuming.finishAndReleaseAll();
            producing.finishAndReleaseAll();
        }
    }

    /** A network of this seed's moods. */
    public TurnedNetwork(Random random) {
        this.random = random;
        this.settings = TransportSettings.of("turned", "secret", addressOf(0))
                .withSizes(50 + random.nextInt(2_000), 100 + random.nextInt(10_000));
    }

    /** Where a process is said to listen. */
    public static InetSocketAddress addressOf(int process) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1 + process);
    }

    private EmbeddedChannel channel() {
        EmbeddedChannel made = new EmbeddedChannel();
        made.config().setAllocator(buffers);
        return made;
    }

    /** What one process sees of the network. */
    public Network of(int process) {
        return new Network() {
            @Override
            public RemoteOutput output(ChannelName name, RecordFormat format, Wakeup producer) {
                Producers own = producers.get(process);
                OutputQueue queue = new OutputQueue(name, settings.windowBytes(), producer, () -> own.over(name));
                own.register(queue);
                return new RemoteOutput(new FrameWriter(format, settings.frameBytes()), queue, buffers);
            }

            @Override
            public RemoteInput input(
                    ChannelName name, RecordFormat format, InetSocketAddress producer, Wakeup consumer) {
                ConsumerConnection connection = lines.computeIfAbsent(process, Line::new).consumer;
                RemoteInput input =
                        new RemoteInput(name, settings.windowBytes(), new FrameReader(format), consumer, connection);
                connection.open(input);
                return input;
            }
        };
    }

    /** Some bytes get a little further. */
    public void step() {
        for (Line line : List.copyOf(lines.values())) {
            line.move(random.nextBoolean());
        }
    }

    /** A connection breaks, if there is one: its tasks fail when they look at it next. */
    public void breakOne() {
        if (!lines.isEmpty()) {
            List<Integer> all = new ArrayList<>(lines.keySet());
            Objects.requireNonNull(lines.remove(all.get(random.nextInt(all.size()))))
                    .hangUp();
        }
    }

    private ByteBuf passed(EmbeddedChannel from, ByteBuf underWay, EmbeddedChannel to) {
        ByteBuf all = underWay;
        ByteBuf written = from.readOutbound();
        while (written != null) {
            all = Unpooled.wrappedBuffer(all, written);
            written = from.readOutbound();
        }
        int count = random.nextInt(4) == 0 ? random.nextInt(all.readableBytes() + 1) : all.readableBytes();
        if (count > 0) {
            to.writeInbound(all.readRetainedSlice(count));
        }
        if (all.isReadable()) {
            return all;
        }
        all.release();
        return Unpooled.EMPTY_BUFFER;
    }

    /** Hangs up for good; no buffer may be left over. */
    public void close() {
        lines.values().forEach(Line::hangUp);
        producers.forEach(Producers::close);
        long left = buffers.metric().usedHeapMemory() + buffers.metric().usedDirectMemory();
        if (left != 0) {
            throw new AssertionError("expected every buffer released, found " + left + " bytes of them in use");
        }
    }
}
