package dev.selvage.platform.rpc;

import dev.selvage.core.checkpoint.Bytes;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobSource;
import io.netty.handler.timeout.ReadTimeoutHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A leader's end of the transfer of blobs: it reads a piece when it is asked for one. However many ask at once and however slowly
 * they take it, no more than a fixed number of pieces lie in memory; the others wait for their turn, and none waits for another's
 * whole file. On the thread of control connections, but for what reads.
 */
final class BlobServer implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(BlobServer.class);

    /** Large enough that the way there and back is of no account, small enough that heartbeats pass between two. */
    static final int PIECE_BYTES = 256 << 10;
    /** So many pieces may be read, or be on their way. */
    static final int PIECES = 32;
    /** Whoever neither asks nor hangs up is gone, or stands still; the piece that it may never have taken counts. */
    private static final int SILENCE_SECONDS = 60;

    private final BlobSource source;
    private final Executor readers;
    private final MessageFormat<BlobRequest> heardFormat = new MessageFormat<>(BlobRequest.class);
    private final FrameWriter<BlobReply> frames = new FrameWriter<>(new MessageFormat<>(BlobReply.class));
    private final Map<Long, Peer> peers = new ConcurrentHashMap<>();
    private final Queue<Asked> waiting = new ArrayDeque<>();
    /** Whose answer is not known to have arrived. */
    private final Set<Long> answering = new TreeSet<>();

    private record Asked(Peer peer, BlobRequest request) {}

    /** What one peer reads at present, to go on reading. */
    private record Open(Blob blob, InputStream in, long at) {}

    BlobServer(BlobSource source, Executor readers) {
        this.source = source;
        this.readers = readers;
    }

    /** Goes on with the channel of a connection whose peer has proven who it is. */
    void take(ControlConnection<?, ?> greeted) {
        Peer peer = new Peer(greeted);
        peers.put(peer.number, peer);
    }

    private void answerSome() {
        while (answering.size() < PIECES && !waiting.isEmpty()) {
            Asked next = waiting.remove();
            answering.add(next.peer.number);
            readers.execute(() -> next.peer.answer(next.request));
        }
    }

    /** One who asks. */
    private final class Peer implements ControlConnection.Owner<BlobRequest> {

        private final long number;
        private final ControlConnection<BlobRequest, BlobReply> connection;
        private Optional<Open> open = Optional.empty();

        Peer(ControlConnection<?, ?> greeted) {
            number = greeted.number();
            connection = ControlConnection.insteadOf(
                    greeted, new ReadTimeoutHandler(SILENCE_SECONDS), heardFormat, frames, this);
        }

        @Override
        public void established(long itself) {
            // It was when it came here.
        }

        @Override
        public boolean letsPeersGo() {
            return true;
        }

        @Override
        public void heard(long itself, BlobRequest request) {
            // Whoever asks again has what it asked for before.
            answering.remove(number);
            waiting.add(new Asked(this, request));
            answerSome();
        }

        @Override
        public void lost(long itself, String sentence) {
            peers.remove(number);
            answering.remove(number);
            waiting.removeIf(asked -> asked.peer == this);
            readers.execute(this::closeFile);
            answerSome();
        }

        /** Where it may block; for one request at a time. */
        synchronized void answer(BlobRequest request) {
            try {
                if (request instanceof BlobRequest.Needed needed) {
                    connection.send(new BlobReply.Needed(source.of(needed.job())));
                } else if (request instanceof BlobRequest.Piece piece) {
                    connection.send(new BlobReply.Piece(Bytes.copyOf(read(piece.job(), piece.blob(), piece.from()))));
                }
            } catch (IOException | RuntimeException e) {
                LOG.warn("Expected to answer {}, but found that this is not possible.", request, e);
                closeFile();
                connection.send(new BlobReply.Refused(String.valueOf(e.getMessage())));
            }
        }

        private byte[] read(JobId job, Blob blob, long from) throws IOException {
            if (open.filter(file -> file.blob.equals(blob) && file.at == from).isEmpty()) {
                closeFile();
                open = Optional.of(new Open(blob, source.open(job, blob, from), from));
            }
            InputStream in = open.get().in;
            byte[] piece = in.readNBytes((int) Math.max(0, Math.min(PIECE_BYTES, blob.bytes() - from)));
            open = Optional.of(new Open(blob, in, from + piece.length));
            return piece;
        }

        private synchronized void closeFile() {
            Optional<Open> before = open;
            open = Optional.empty();
            if (before.isPresent()) {
                try {
                    before.get().in.close();
                } catch (IOException e) {
                    LOG.debug("expected to close a file that was read, but found that it is gone", e);
                }
            }
        }
    }

    @Override
    public void close() {
        List.copyOf(peers.values()).forEach(peer -> peer.connection.hangUp());
    }
}
