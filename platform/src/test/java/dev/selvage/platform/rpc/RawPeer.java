package dev.selvage.platform.rpc;

import dev.selvage.platform.rpc.Handshake.RefusedException;
import dev.selvage.platform.rpc.Handshake.Side;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.security.SecureRandom;

/** Something that speaks with a control server byte by byte, well or badly. */
final class RawPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 10_000;

    private final Socket socket = new Socket();
    private final DataInputStream in;
    private final DataOutputStream out;

    RawPeer(InetSocketAddress server) throws IOException {
        socket.setReceiveBufferSize(8 << 10);
        socket.connect(server, PATIENCE_MILLIS);
        socket.setSoTimeout(PATIENCE_MILLIS);
        in = new DataInputStream(socket.getInputStream());
        out = new DataOutputStream(socket.getOutputStream());
    }

    RawPeer say(byte... bytes) throws IOException {
        out.write(bytes);
        return this;
    }

    RawPeer frame(byte... bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
        return this;
    }

    RawPeer length(int length) throws IOException {
        out.writeInt(length);
        return this;
    }

    byte[] frame() throws IOException {
        return in.readNBytes(in.readInt());
    }

    /** Proves that it belongs to the cluster. */
    RawPeer greet(ControlSettings settings) throws IOException, RefusedException {
        Handshake handshake =
                new Handshake(Side.TASK_MANAGER, settings.cluster(), settings.secret(), new SecureRandom());
        frame(handshake.hello());
        frame(handshake.answer(frame()));
        handshake.check(frame());
        return this;
    }

    /** Returns once the server has closed the connection, or fails after some patience. */
    void awaitClosed() throws IOException {
        try {
            while (in.read() >= 0) {
                // What it still had to say.
            }
        } catch (EOFException | SocketException closed) {
            // The hard way, since it had not read all of ours.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
