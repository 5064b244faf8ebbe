package dev.selvage.it.leadership;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The way of some clients to ZooKeeper, which a test can cut, mend and silence, and which can lose the reply to a request that
 * was carried out. It knows of the protocol that frames have lengths, and where a request says what it is.
 */
final class Wire implements AutoCloseable {

    /** A request as ZooKeeper numbers them. */
    enum Request {
        DELETE(2),
        SET_DATA(5),
        MULTI(14);

        private final int type;

        Request(int type) {
            this.type = type;
        }
    }

    /** What becomes of what is sent. */
    private enum State {
        OPEN,
        CUT,
        SILENT
    }

    private static final int NONE = -1;

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger typeToLose = new AtomicInteger(NONE);
    private volatile State state = State.OPEN;

    /**
     * Begins to listen.
     *
     * @param server host and port of ZooKeeper
     */
    Wire(String server) throws IOException {
        String[] hostAndPort = server.split(":", 2);
        this.server = new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    /** Where clients find this end. */
    String address() {
        return "127.0.0.1:" + listening.getLocalPort();
    }

    /** Breaks every connection, and each that is tried from now on. */
    void cut() {
        state = State.CUT;
        breakAll();
    }

    /** Lets connections stand, but nothing through. */
    void silence() {
        state = State.SILENT;
    }

    void mend() {
        // What was not let through is lost for good.
        breakAll();
        state = State.OPEN;
    }

    /** Lets the next request of this kind through, and breaks the connection instead of bringing back its reply. */
    void loseReplyTo(Request request) {
        typeToLose.set(request.type);
    }

    boolean hasLostReply() {
        return typeToLose.get() == NONE;
    }

    private void breakAll() {
        sockets.forEach(Wire::close);
        sockets.clear();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listening.accept();
            sockets.add(client);
            if (state == State.CUT) {
                close(client);
            } else {
                connect(client);
            }
        }
    }

    private void connect(Socket client) {
        try {
            Socket there = new Socket(server.getAddress(), server.getPort());
            sockets.add(there);
            Connection connection = new Connection(client, there);
            start(connection::upwards);
            start(connection::downwards);
        } catch (IOException e) {
            close(client);
        }
    }

    @Override
    public void close() throws IOException {
        cut();
        listening.close();
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that ends when a connection breaks. */
    private interface Pump {
        void run() throws IOException;
    }

    private static void start(Pump pump) {
        Thread thread = new Thread(
                () -> {
                    try {
                        pump.run();
                    } catch (IOException e) {
                        // The connection broke, which is what this is for.
                    }
                },
                "wire");
        thread.setDaemon(true);
        thread.start();
    }

    /** One connection of a client, with the one to the server behind it. */
    private final class Connection {

        private final Socket client;
        private final Socket there;
        /** The number of the request whose reply is to be lost. */
        private volatile Optional<Integer> lost = Optional.empty();

        Connection(Socket client, Socket there) {
            this.client = client;
            this.there = there;
        }

        void upwards() throws IOException {
            pump(client, there, frame -> {
                // The first frame of a connection is shorter than that in what counts, and has no type.
                int type = frame.getInt(Integer.BYTES);
                if (frame.getInt(0) > 0 && typeToLose.compareAndSet(type, NONE)) {
                    lost = Optional.of(frame.getInt(0));
                }
                return true;
            });
        }

        void downwards() throws IOException {
            pump(
                    there,
                    client,
                    frame -> lost.filter(number -> number == frame.getInt(0)).isEmpty());
        }

        private void pump(Socket from, Socket to, Gate gate) throws IOException {
            try (from;
                    to) {
                DataInputStream in = new DataInputStream(from.getInputStream());
                DataOutputStream out = new DataOutputStream(to.getOutputStream());
                boolean open = true;
                while (open) {
                    byte[] frame = in.readNBytes(in.readInt());
                    open = gate.letsThrough(ByteBuffer.wrap(frame));
                    if (open && state == State.OPEN) {
                        out.write(ByteBuffer.allocate(Integer.BYTES + frame.length)
                                .putInt(frame.length)
                                .put(frame)
                                .array());
                    }
                }
            }
        }
    }

    /** Looks at each frame. */
    private interface Gate {
        boolean letsThrough(ByteBuffer frame);
    }
}
