package dev.selvage.platform.rpc;

import dev.selvage.core.id.ClusterId;
import dev.selvage.platform.security.ControlSecret;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;

/**
 * How two processes find out that they belong together, the same from either side: each says a hello, and answers the other's
 * with a proof over both. Nobody has to say why it refuses, since both see the same. One object per connection.
 *
 * <p>It proves that the peer knows the secret, not that nobody sits in between and reads along: that is what TLS is for.
 */
final class Handshake {

    /** Raised whenever a process of before could not understand what is said. */
    static final int VERSION = 1;

    /** A frame of a peer that has proven nothing is never longer than this. */
    static final int LONGEST = 1 << 10;

    /** "SVCP", for messages: something else that speaks there rarely begins like this. */
    private static final int MESSAGES = 0x5356_4350;
    /** "SVBP": what whoever dials for blobs begins with. */
    private static final int BLOBS = 0x5356_4250;

    private static final int NONCE_BYTES = 32;
    /** Magic, version and nonce; the cluster's name is the rest. */
    private static final int FIXED_BYTES = 2 * Integer.BYTES + NONCE_BYTES;

    /** Who one is; part of the proof, so that a peer cannot pass by saying back what it was told. */
    enum Side {
        JOB_MANAGER("JobManager"),
        TASK_MANAGER("TaskManager");

        private final String word;

        Side(String word) {
            this.word = word;
        }

        Side other() {
            return this == JOB_MANAGER ? TASK_MANAGER : JOB_MANAGER;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** A peer that does not belong here. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String sentence) {
            super(sentence);
        }
    }

    private final Side side;
    private final ClusterId cluster;
    private final ControlSecret secret;
    private final byte[] hello;
    private byte[] expectedProof = new byte[0];
    private boolean peerWantsBlobs;

    /** Of one who is to be told messages, or who dials for them. */
    Handshake(Side side, ClusterId cluster, ControlSecret secret, SecureRandom random) {
        this(side, MESSAGES, cluster, secret, random);
    }

    /** Of a TaskManager that dials for blobs. */
    static Handshake forBlobs(ClusterId cluster, ControlSecret secret, SecureRandom random) {
        return new Handshake(Side.TASK_MANAGER, BLOBS, cluster, secret, random);
    }

    private Handshake(Side side, int magic, ClusterId cluster, ControlSecret secret, SecureRandom random) {
        this.side = side;
        this.cluster = cluster;
        this.secret = secret;
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] name = cluster.name().getBytes(StandardCharsets.UTF_8);
        if (FIXED_BYTES + name.length > LONGEST) {
            throw new IllegalArgumentException("expected a name of at most " + (LONGEST - FIXED_BYTES)
                    + " bytes for a cluster, but found " + cluster);
        }
        this.hello = ByteBuffer.allocate(FIXED_BYTES + name.length)
                .putInt(magic)
                .putInt(VERSION)
                .put(nonce)
                .put(name)
                .array();
    }

    /** Whether this end has dialled. */
    boolean dials() {
        return side == Side.TASK_MANAGER;
    }

    /** Whether the peer has dialled for blobs instead of messages; known once its hello is. */
    boolean peerWantsBlobs() {
        return peerWantsBlobs;
    }

    byte[] hello() {
        return hello.clone();
    }

    /** Looks at the peer's hello; returns our proof. */
    byte[] answer(byte[] peerHello) throws RefusedException {
        ByteBuffer read = ByteBuffer.wrap(peerHello);
        int magic = peerHello.length < 2 * Integer.BYTES ? 0 : read.getInt();
        // What is wanted is part of a hello, so that nobody can change it on the way.
        peerWantsBlobs = side == Side.JOB_MANAGER && magic == BLOBS;
        if (magic != MESSAGES && !peerWantsBlobs) {
            throw new RefusedException("something else than a " + side.other() + " speaks there");
        }
        int version = read.getInt();
        if (version != VERSION || peerHello.length < FIXED_BYTES) {
            throw new RefusedException("expected version " + VERSION + " of control messages, found " + version
                    + "; all processes of a cluster have to run the same release");
        }
        String name = name(read.position(FIXED_BYTES));
        if (!name.equals(cluster.name())) {
            throw new RefusedException(
                    "expected a " + side.other() + " of cluster " + cluster + ", found one of " + name);
        }
        expectedProof = proof(side.other(), peerHello, hello);
        return proof(side, hello, peerHello);
    }

    /** A stranger's words go into the log: only if they are a name. */
    private static String name(ByteBuffer bytes) throws RefusedException {
        try {
            String name = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            if (name.codePoints().noneMatch(Character::isISOControl)) {
                return name;
            }
        } catch (CharacterCodingException e) {
            // No name either.
        }
        throw new RefusedException("expected the name of a cluster, found bytes that are none");
    }

    private byte[] proof(Side prover, byte[] proversHello, byte[] peersHello) {
        return secret.proof(prover.name().getBytes(StandardCharsets.UTF_8), proversHello, peersHello);
    }

    /** Looks at the peer's proof; returns if it belongs here. */
    void check(byte[] peerProof) throws RefusedException {
        if (!MessageDigest.isEqual(peerProof, expectedProof)) {
            throw new RefusedException("the " + side.other() + " does not have the secret of cluster " + cluster
                    + "; it may have been started with another security.control-secret");
        }
    }
}
