package dev.selvage.platform.http;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Speaks HTTP byte by byte, well or badly. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket = new Socket();
    private final InputStream in;

    record Reply(int status, Map<String, String> headers, String body) {}

    RawClient(InetSocketAddress server) throws IOException {
        // As little as can be, so that a reply which is not read stays with the server.
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new BufferedInputStream(socket.getInputStream());
    }

    RawClient say(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** A request without a body. */
    RawClient ask(String method, String path) throws IOException {
        return say(method + " " + path + " HTTP/1.1\r\nHost: test\r\n\r\n");
    }

    /** The next reply, to a request of any method but HEAD. */
    Reply reply() throws IOException {
        Reply head = head();
        int length = Integer.parseInt(head.headers().getOrDefault("content-length", "0"));
        return new Reply(head.status(), head.headers(), new String(in.readNBytes(length), StandardCharsets.UTF_8));
    }

    /** The next reply's head. */
    Reply head() throws IOException {
        int status = Integer.parseInt(line().split(" ", 3)[1]);
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] header = line.split(": ", 2);
            headers.put(header[0].toLowerCase(Locale.ROOT), header[1]);
        }
        return new Reply(status, headers, "");
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("expected a line, found the end after: " + line);
            }
            line.append((char) next);
        }
        return line.toString().strip();
    }

    /** Returns once the server has closed the connection, or fails after some patience; true if nothing came before that. */
    boolean awaitClosed() throws IOException {
        try {
            return in.readAllBytes().length == 0;
        } catch (SocketException closed) {
            // The hard way, since it had not read all of ours.
            return true;
        }
    }

    void hangUp() throws IOException {
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
