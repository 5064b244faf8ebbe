package dev.selvage.container.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A connection that another process dialled to consume what this one produces. Everything happens in its thread. */
final class ProducerConnection extends Connection {
    private final Producers producers;
    private final Channel channel;
    private final Outbox outbox;
    private final IntObjectMap<OutputQueue> outputs = new IntObjectHashMap<>();
    private boolean lost;

    ProducerConnection(TransportSettings settings, Producers producers, Channel channel) {
        super(settings);
        this.producers = producers;
        this.channel = channel;
        this.outbox = new Outbox(channel);
    }

    Outbox outbox() {
        return outbox;
    }

    @Override
    String peer() {
        return "consumer " + channel.remoteAddress();
    }

    @Override
    boolean wantsFrames(int number) {
        return false;
    }

    @Override
    void greeted(Channel to) {
        Wire.sendNow(to, Wire.hello(to.alloc(), settings().secret(), settings().cluster()));
    }

    @Override
    void received(Channel from, byte kind, int number, ByteBuf body) {
        try {
            OutputQueue queue = outputs.get(number);
            if (kind == Wire.OPEN) {
                open(Wire.readName(body), number, body.readIntLE());
            } else if (kind == Wire.CREDIT && queue != null) {
                queue.credit(body.readLongLE(), from);
                from.flush();
            } else if (kind == Wire.CLOSE && queue != null) {
                queue.consumerLeft("The " + queue.name() + " was closed by its " + peer() + " before its end.");
            }
        } finally {
            body.release();
        }
    }

    private void open(ChannelName name, int number, int window) {
        Producers.Waiting consumer = new Producers.Waiting(this, number, window);
        OutputQueue queue = producers.find(name, consumer);
        if (queue == null) {
            scheduleEnd(name, consumer);
        } else {
            attach(queue, number, window);
        }
    }

    private void scheduleEnd(ChannelName name, Producers.Waiting consumer) {
        long patience = settings().patience().toMillis();
        Future<?> unused = channel.eventLoop()
                .schedule(
                        () -> {
                            if (producers.giveUp(name, consumer)) {
                                refuse(
                                        consumer.number(),
                                        true,
                                        "its producer was not deployed within " + patience + " ms");
                            }
                        },
                        patience,
                        TimeUnit.MILLISECONDS);
    }

    private void refuse(int number, boolean retryable, String why) {
        Wire.sendNow(channel, Wire.failed(channel.alloc(), number, retryable, why));
    }

    /** A producer and its consumer have come together. From any thread. */
    void attach(OutputQueue queue, int number, int window) {
        inThread(() -> {
            if (lost) {
                return;
            }
            if (queue.attach(this, number, window)) {
                outputs.put(number, queue);
            } else {
                refuse(number, false, "another consumer has it, or it is over");
            }
        });
    }

    /** A channel has sent all it ever will; its consumer is told. From any thread. */
    void over(int number) {
        inThread(() -> {
            outputs.remove(number);
            if (!lost) {
                Wire.sendNow(channel, Wire.close(channel.alloc(), number));
            }
        });
    }

    private void inThread(Runnable action) {
        EventLoop loop = channel.eventLoop();
        if (loop.inEventLoop()) {
            action.run();
            return;
        }
        try {
            loop.execute(action);
        } catch (RejectedExecutionException e) {
            // The process is shutting its transport down, and nobody listens any more.
            lost = true;
        }
    }

    @Override
    void lost(String sentence) {
        lost = true;
        producers.lost(this);
        List<OutputQueue> queues = new ArrayList<>(outputs.values());
        outputs.clear();
        for (OutputQueue queue : queues) {
            queue.fail(new ChannelFailedException("The " + queue.name() + " failed: " + sentence, false));
        }
    }

    /** Sends what may be sent, and hangs up. */
    void leave() {
        inThread(() -> {
            outbox.run();
            leave(channel);
        });
    }
}
