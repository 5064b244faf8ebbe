package dev.selvage.container.network;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connection that this process dials to consume what another one produces. Everything happens in its thread, unless it
 * says otherwise.
 */
final class ConsumerConnection extends Connection {
    private final InetSocketAddress address;
    private final EventLoop loop;
    private final Consumer<ConsumerConnection> whenLost;
    private final IntObjectMap<RemoteInput> inputs = new IntObjectHashMap<>();
    private int lastNumber;
    private @Nullable Channel channel;
    private @Nullable String lost;
    private volatile @Nullable Outbox outbox;

    ConsumerConnection(
            TransportSettings settings,
            InetSocketAddress address,
            EventLoop loop,
            Consumer<ConsumerConnection> whenLost) {
        super(settings);
        this.address = address;
        this.loop = loop;
        this.whenLost = whenLost;
    }

    InetSocketAddress address() {
        return address;
    }

    @Override
    String peer() {
        return "producer " + address;
    }

    /** Calls the producer's process. From any thread. */
    void dial(Bootstrap bootstrap) {
        bootstrap.connect(address).addListener((ChannelFuture dialled) -> {
            if (dialled.isSuccess()) {
                connected(dialled.channel());
            } else {
                lost("The " + peer() + " could not be reached: " + dialled.cause() + ".");
            }
        });
    }

    /** The producer's process has answered; in the connection's thread. */
    void connected(Channel to) {
        channel = to;
        outbox = new Outbox(to);
        Wire.send(to, Wire.hello(to.alloc(), settings().secret(), settings().cluster()));
        for (RemoteInput input : inputs.values()) {
            Wire.send(to, Wire.open(to.alloc(), input.number(), input.name(), input.window()));
        }
        to.flush();
    }

    /** Opens a channel. From any thread. */
    void open(RemoteInput input) {
        inThread(() -> {
            if (lost != null) {
                input.fail(failure(input, lost, true));
                return;
            }
            lastNumber++;
            input.number(lastNumber);
            inputs.put(lastNumber, input);
            if (channel != null) {
                Wire.sendNow(channel, Wire.open(channel.alloc(), lastNumber, input.name(), input.window()));
            }
        });
    }

    /** A channel wants nothing more. From any thread. */
    void close(RemoteInput input) {
        inThread(() -> {
            if (inputs.remove(input.number()) != null && channel != null) {
                Wire.sendNow(channel, Wire.close(channel.alloc(), input.number()));
            }
        });
    }

    /** A channel has credit to give. From any thread. */
    void ready(RemoteInput input) {
        Outbox box = outbox;
        if (box != null) {
            box.add(input);
        }
    }

    boolean has(RemoteInput input) {
        return inputs.get(input.number()) == input;
    }

    private void inThread(Runnable action) {
        try {
            loop.execute(action);
        } catch (RejectedExecutionException e) {
            // The process is shutting its transport down: every channel has been told already.
            outbox = null;
        }
    }

    @Override
    boolean wantsFrames(int number) {
        return inputs.containsKey(number);
    }

    @Override
    void greeted(Channel from) {
        // The opens are on their way already.
    }

    @Override
    void received(Channel from, byte kind, int number, ByteBuf body) {
        RemoteInput input = inputs.get(number);
        if (kind == Wire.FRAME && input != null) {
            input.frame(body);
            return;
        }
        try {
            if (input == null) {
                return;
            }
            if (kind == Wire.EVENT) {
                input.event(EventBytes.read(body));
            } else if (kind == Wire.FAILED) {
                inputs.remove(number);
                boolean retryable = body.readBoolean();
                input.fail(failure(input, peer() + " refused it: " + Wire.readText(body) + ".", retryable));
            } else if (kind == Wire.CLOSE) {
                inputs.remove(number);
                input.fail(failure(input, "it was closed by its " + peer() + " before its end.", true));
            }
        } finally {
            body.release();
        }
    }

    private static ChannelFailedException failure(RemoteInput input, String why, boolean retryable) {
        return new ChannelFailedException("The " + input.name() + " failed: " + why, retryable);
    }

    @Override
    void lost(String sentence) {
        lost = sentence;
        whenLost.accept(this);
        List<RemoteInput> failing = new ArrayList<>(inputs.values());
        inputs.clear();
        for (RemoteInput input : failing) {
            input.fail(failure(input, sentence, true));
        }
    }

    /** Hangs up. From any thread. */
    void leave() {
        inThread(() -> {
            if (channel != null) {
                leave(channel);
            } else if (lost == null) {
                lost("This process stops.");
            }
        });
    }
}
