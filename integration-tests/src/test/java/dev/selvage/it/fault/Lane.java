package dev.selvage.it.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The only way to a process that listens at one loopback address and says that it is reached at another. Whatever is said there is
 * handed on, or held up, or the way is cut. It takes a system that has all of 127.0.0.0/8 for itself, as Linux does.
 */
final class Lane implements AutoCloseable {

    /** Where processes listen. */
    static final String BEHIND = "127.0.0.1";
    /** Where they say that they are reached. */
    static final String IN_FRONT = "127.0.0.2";

    /** Below those that the system gives to connections: nobody takes one before the process listens. */
    private static final int LOWEST_PORT = 20_000;

    private static final int HIGHEST_PORT = 32_000;
    private static final int BUFFER = 8 << 10;

    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private State state = State.OPEN;

    private enum State {
        OPEN,
        /** Connections stand, and what is said waits. */
        HELD,
        /** Connections break, and so does each that is tried. */
        CUT
    }

    /** A way to a process that is yet to listen, at the port with the same number. */
    Lane() throws IOException {
        this.listening = listen();
        start(this::accept);
    }

    private static InetAddress address(String numbers) throws IOException {
        return InetAddress.getAllByName(numbers)[0];
    }

    private static ServerSocket listen() throws IOException {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT);
            try (ServerSocket free = new ServerSocket(port, 1, address(BEHIND))) {
                return new ServerSocket(free.getLocalPort(), 50, address(IN_FRONT));
            } catch (BindException e) {
                // Somebody has it; but an address that this machine does not have never becomes free.
                if (!isOurs()) {
                    throw e;
                }
            }
        }
    }

    /** Whether this machine has the address in front. */
    static boolean isOurs() throws IOException {
        try (ServerSocket any = new ServerSocket(0, 1, address(IN_FRONT))) {
            return any.isBound();
        } catch (BindException e) {
            return false;
        }
    }

    int port() {
        return listening.getLocalPort();
    }

    /** What is said from now on arrives once the way is open again. */
    synchronized void hold() {
        state = State.HELD;
    }

    /** Breaks every connection, and each that is tried from now on. */
    void cut() {
        synchronized (this) {
            state = State.CUT;
            notifyAll();
        }
        breakAll();
    }

    synchronized void open() {
        state = State.OPEN;
        notifyAll();
    }

    private void breakAll() {
        sockets.forEach(Lane::close);
        sockets.clear();
    }

    /** Waits while the way is held up; false if it is cut. */
    private synchronized boolean goesOn() throws InterruptedException {
        while (state == State.HELD) {
            wait();
        }
        return state == State.OPEN;
    }

    private void accept() throws IOException {
        while (true) {
            Socket near = listening.accept();
            sockets.add(near);
            start(() -> connect(near));
        }
    }

    private void connect(Socket near) throws IOException, InterruptedException {
        try (near) {
            if (!goesOn()) {
                return;
            }
            try (Socket far = new Socket()) {
                far.connect(new InetSocketAddress(address(BEHIND), port()));
                sockets.add(far);
                start(() -> pump(far, near));
                pump(near, far);
            }
        }
    }

    private void pump(Socket from, Socket to) throws IOException, InterruptedException {
        // When one side ends the other does.
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[BUFFER];
            int count = in.read(some);
            while (count >= 0 && goesOn()) {
                out.write(some, 0, count);
                count = in.read(some);
            }
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
    private interface Errand {
        void run() throws IOException, InterruptedException;
    }

    private static void start(Errand errand) {
        Thread thread = new Thread(
                () -> {
                    try {
                        errand.run();
                    } catch (IOException e) {
                        // The connection broke, which is what this is for.
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "lane");
        thread.setDaemon(true);
        thread.start();
    }
}
