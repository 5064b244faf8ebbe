package dev.selvage.platform.rpc;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.JobBlobs;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A connection to whoever leads on which the files of jobs are asked for, piece by piece. For one thread at a time; calls block.
 * Once one has failed nothing more comes of it.
 */
public final class BlobConnection implements AutoCloseable {

    private final String leader;
    private final Duration patience;
    private final BlockingQueue<News> heard = new LinkedBlockingQueue<>();
    private volatile Optional<ControlConnection<BlobReply, BlobRequest>> connection = Optional.empty();

    /** What the connection's thread has to tell: nothing but that it stands, or an answer, or that it is over. */
    private record News(Optional<BlobReply> reply, Optional<String> over) {}

    BlobConnection(String leader, Duration patience) {
        this.leader = leader;
        this.patience = patience;
    }

    /** For the connection's thread. */
    ControlConnection.Owner<BlobReply> owner() {
        return new ControlConnection.Owner<>() {
            @Override
            public void established(long number) {
                heard.add(new News(Optional.empty(), Optional.empty()));
            }

            @Override
            public void heard(long number, BlobReply reply) {
                heard.add(new News(Optional.of(reply), Optional.empty()));
            }

            @Override
            public void lost(long number, String sentence) {
                over(sentence);
            }
        };
    }

    void over(String sentence) {
        heard.add(new News(Optional.empty(), Optional.of(sentence)));
    }

    void speaksOn(ControlConnection<BlobReply, BlobRequest> channel) {
        connection = Optional.of(channel);
    }

    void awaitEstablished() throws IOException {
        news();
    }

    /** What a job's tasks need. */
    public JobBlobs needed(JobId job) throws IOException {
        BlobReply reply = ask(new BlobRequest.Needed(job));
        if (reply instanceof BlobReply.Needed needed) {
            return needed.blobs();
        }
        throw other(reply);
    }

    /** The next piece of a file from this place in it; nothing if it ends before. */
    public byte[] piece(JobId job, Blob blob, long from) throws IOException {
        BlobReply reply = ask(new BlobRequest.Piece(job, blob, from));
        if (reply instanceof BlobReply.Piece piece) {
            return piece.bytes().toArray();
        }
        throw other(reply);
    }

    private IOException other(BlobReply reply) {
        return reply instanceof BlobReply.Refused refused
                ? new BlobRefusedException("the JobManager at " + leader + " says: " + refused.sentence())
                : new IOException("the JobManager at " + leader + " answered what was not asked");
    }

    private BlobReply ask(BlobRequest request) throws IOException {
        connection.ifPresent(to -> to.send(request));
        return news().orElseThrow(() -> new IOException("the JobManager at " + leader + " answered nothing"));
    }

    private Optional<BlobReply> news() throws IOException {
        try {
            News news = heard.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (news == null) {
                throw new IOException("the JobManager at " + leader + " was silent for " + patience.toSeconds() + " s");
            }
            if (news.over().isPresent()) {
                // For whoever asks again.
                heard.add(news);
                throw new IOException("the connection with the JobManager at " + leader + " is over. "
                        + news.over().get());
            }
            return news.reply();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("this process stops");
        }
    }

    @Override
    public void close() {
        connection.ifPresent(ControlConnection::hangUp);
    }
}
