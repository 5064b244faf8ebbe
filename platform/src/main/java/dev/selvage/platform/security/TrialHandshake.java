package dev.selvage.platform.security;

import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** Both ends of a connection that goes through memory, to see whether processes with these keys and settings can talk at all. */
final class TrialHandshake {

    /** More turns than any handshake takes: what is not done by then never will be. */
    private static final int MOST_TURNS = 100;

    /** Flights are a few packets each, and the certificates in them may be long. */
    private static final int PACKETS = 8;

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private TrialHandshake() {}

    /** Fails with what either end has against it. */
    static void shake(SSLEngine dials, SSLEngine accepts) throws SSLException {
        ByteBuffer toAccepting = network(dials);
        ByteBuffer toDialling = network(accepts);
        dials.beginHandshake();
        accepts.beginHandshake();
        for (int turn = 0; turn < MOST_TURNS; turn++) {
            boolean dialled = isDoneAfterStep(dials, toDialling, toAccepting);
            boolean accepted = isDoneAfterStep(accepts, toAccepting, toDialling);
            if (dialled && accepted) {
                return;
            }
        }
        throw new SSLException("neither end comes to an end");
    }

    private static ByteBuffer network(SSLEngine writes) {
        return ByteBuffer.allocate(PACKETS * writes.getSession().getPacketBufferSize());
    }

    /** One step at this end, if any is left. */
    private static boolean isDoneAfterStep(SSLEngine end, ByteBuffer in, ByteBuffer out) throws SSLException {
        HandshakeStatus status = end.getHandshakeStatus();
        if (status == HandshakeStatus.NEED_TASK) {
            end.getDelegatedTask().run();
        } else if (status == HandshakeStatus.NEED_WRAP) {
            end.wrap(NOTHING, out);
        } else if (status == HandshakeStatus.NEED_UNWRAP) {
            ByteBuffer records = ByteBuffer.allocate(end.getSession().getApplicationBufferSize());
            in.flip();
            end.unwrap(in, records);
            in.compact();
        }
        return status == HandshakeStatus.NOT_HANDSHAKING;
    }
}
