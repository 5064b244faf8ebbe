package dev.selvage.platform.rpc;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A TaskManager's end of control connections: it dials whoever leads, and what is heard there is left in the TaskManager's
 * inbox under the number of the connection. May be called from any thread.
 */
public final class ControlClient implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(ControlClient.class);

    private final ControlSettings settings;
    private final Inbox<TaskManagerEvent> inbox;
    private final SecureRandom random = new SecureRandom();
    private final MessageFormat<LeaderMessage> heardFormat = new MessageFormat<>(LeaderMessage.class);
    private final FrameWriter<TaskManagerMessage> frames =
            new FrameWriter<>(new MessageFormat<>(TaskManagerMessage.class));
    private final Map<Long, ControlConnection<LeaderMessage, TaskManagerMessage>> connections =
            new ConcurrentHashMap<>();

    private final EventLoopGroup thread;

    // What follows is seen by the connections' thread alone.
    private long lastNumber;
    /** What was dialled last, from when it was asked for until its connection is over. */
    private Optional<Dial> last = Optional.empty();

    private boolean closed;

    /** An attempt to connect, and whether it is known by now what came of it. */
    private record Dial(long number, String address, boolean connected) {

        Dial asConnected() {
            return new Dial(number, address, true);
        }
    }

    private ControlClient(ControlSettings settings, Inbox<TaskManagerEvent> inbox, FaultHandler faults) {
        this.settings = settings;
        this.inbox = inbox;
        this.thread = ControlThread.start("control-connections", faults);
    }

    public static ControlClient start(ControlSettings settings, Inbox<TaskManagerEvent> inbox, FaultHandler faults) {
        return new ControlClient(settings, inbox, faults);
    }

    /**
     * Connects to the leader at an address, a host and a port with a colon in between. Answered by connected with a number
     * never used before, or by disconnected. Only the dial that was asked for last is answered: one that still goes on is
     * given up, unless it goes to the same address, where it is what was asked for. So is a connection that stands there:
     * whoever asks has not read the answer yet, and a second connection would cost what is on its way on the first.
     */
    public void dial(String address) {
        inThread(() -> {
            if (closed || last.filter(dial -> dial.address.equals(address)).isPresent()) {
                return;
            }
            giveUpDial();
            begin(address);
        });
    }

    private void begin(String address) {
        lastNumber++;
        long number = lastNumber;
        Optional<InetSocketAddress> target = ControlThread.parse(address);
        if (target.isEmpty()) {
            LOG.warn("Expected a leader's address such as host:6123, found \"{}\"; looking for one goes on.", address);
            inbox.put(new TaskManagerEvent.Disconnected(number));
            return;
        }
        ChannelFuture connecting = ControlThread.dialling(thread, settings)
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        prepare(number, channel);
                    }
                })
                .connect(target.get());
        last = Optional.of(new Dial(number, address, false));
        connecting.addListener(dialled -> {
            if (!dialled.isSuccess() && isLast(number)) {
                LOG.warn("The leader at {} could not be reached: {}", address, String.valueOf(dialled.cause()));
                last = Optional.empty();
                inbox.put(new TaskManagerEvent.Disconnected(number));
            }
        });
    }

    private void prepare(long number, Channel channel) {
        ControlConnection<LeaderMessage, TaskManagerMessage> connection = new ControlConnection<>(
                number,
                settings,
                new Handshake(Handshake.Side.TASK_MANAGER, settings.cluster(), settings.secret(), random),
                heardFormat,
                frames,
                new Owner(),
                channel);
        connections.put(number, connection);
        channel.closeFuture().addListener(over -> connections.remove(number));
        connection.install();
    }

    private boolean isLast(long number) {
        return last.filter(dial -> dial.number == number).isPresent();
    }

    private void forget(long number) {
        if (isLast(number)) {
            last = Optional.empty();
        }
    }

    private void giveUpDial() {
        Optional<Dial> before = last;
        // First forgotten, then given up: it may fail at once, and nobody waits for its answer any more.
        last = Optional.empty();
        before.filter(dial -> !dial.connected).ifPresent(dial -> hangUp(dial.number));
    }

    /** What becomes of connections is left in the inbox. */
    private final class Owner implements ControlConnection.Owner<LeaderMessage> {

        @Override
        public void established(long connection) {
            last = last.filter(dial -> dial.number == connection).map(Dial::asConnected);
            inbox.put(new TaskManagerEvent.Connected(connection));
        }

        @Override
        public void heard(long connection, LeaderMessage message) {
            inbox.put(new TaskManagerEvent.Heard(connection, message));
        }

        @Override
        public void lost(long connection, String sentence) {
            forget(connection);
            inbox.put(new TaskManagerEvent.Disconnected(connection));
        }
    }

    /** Says something to the leader, after what was said before; lost if the connection is over. */
    public void say(long connection, TaskManagerMessage message) {
        ControlConnection<LeaderMessage, TaskManagerMessage> to = connections.get(connection);
        if (to != null) {
            to.send(message);
        }
    }

    /** Closes a connection; nothing more is heard on it, nor told of it. */
    public void hangUp(long connection) {
        ControlConnection<LeaderMessage, TaskManagerMessage> from = connections.get(connection);
        if (from != null) {
            from.hangUp();
            inThread(() -> forget(connection));
        }
    }

    private void inThread(Runnable action) {
        try {
            thread.execute(action);
        } catch (RejectedExecutionException e) {
            LOG.debug("Nothing is dialled any more: this process stops.");
        }
    }

    /** Gives up dialling, and hangs up. */
    @Override
    public void close() {
        inThread(() -> {
            closed = true;
            giveUpDial();
        });
        List.copyOf(connections.values()).forEach(ControlConnection::hangUp);
        ControlThread.stop(thread, settings);
        frames.close();
    }
}
