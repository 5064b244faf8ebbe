package dev.selvage.platform.rpc;

import dev.selvage.core.failure.FaultHandler;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A TaskManager's end of the transfer of blobs: it dials the port where leaders are told what becomes of tasks, and proves by the
 * same secret that it belongs there. May be called from any thread.
 */
public final class BlobClient implements AutoCloseable {

    private final ControlSettings settings;
    private final SecureRandom random = new SecureRandom();
    private final AtomicLong lastNumber = new AtomicLong();
    private final MessageFormat<BlobReply> heardFormat = new MessageFormat<>(BlobReply.class);
    private final FrameWriter<BlobRequest> frames = new FrameWriter<>(new MessageFormat<>(BlobRequest.class));
    private final EventLoopGroup thread;

    private BlobClient(ControlSettings settings, FaultHandler faults) {
        this.settings = settings;
        this.thread = ControlThread.start("blob-connections", faults);
    }

    public static BlobClient start(ControlSettings settings, FaultHandler faults) {
        return new BlobClient(settings, faults);
    }

    /** Connects to the leader at an address, a host and a port with a colon in between. Blocks until both know each other. */
    public BlobConnection dial(String address) throws IOException {
        InetSocketAddress target = ControlThread.parse(address)
                .orElseThrow(() -> new IOException("expected a leader's address such as host:6123, found " + address));
        BlobConnection connection = new BlobConnection(address, settings.patience());
        ControlThread.dialling(thread, settings)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare(connection, channel);
                    }
                })
                .connect(target)
                .addListener(dialled -> {
                    if (!dialled.isSuccess()) {
                        connection.over("It never stood: " + dialled.cause());
                    }
                });
        try {
            connection.awaitEstablished();
            return connection;
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private void prepare(BlobConnection connection, Channel channel) {
        ControlConnection<BlobReply, BlobRequest> speaking = new ControlConnection<>(
                lastNumber.incrementAndGet(),
                settings,
                Handshake.forBlobs(settings.cluster(), settings.secret(), random),
                heardFormat,
                frames,
                connection.owner(),
                channel);
        connection.speaksOn(speaking);
        speaking.install();
    }

    /** Ends all connections; whoever waits for one is told. */
    @Override
    public void close() {
        ControlThread.stop(thread, settings);
        frames.close();
    }
}
