package dev.selvage.container.blob;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.rpc.BlobConnection;
import dev.selvage.platform.rpc.BlobRefusedException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Fetches the files of jobs from whoever leads. When a leader is lost half-way, the next one goes on where it was: all of them give
 * the same bytes, and what came counts only if its hash is the one that was recorded when the job was accepted. Any thread may
 * call; calls block.
 */
public final class BlobFetch implements JobFiles.Source, AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(BlobFetch.class);

    private static final long AGAIN_MILLIS = 200;
    /** A leader that says no rarely thinks better of it: its storage may have stumbled. */
    private static final int REFUSALS = 3;

    private final Leaders leaders;
    private final BlobCache cache;
    private final Duration patience;
    private volatile boolean closed;

    /** Who has the files. */
    @FunctionalInterface
    public interface Leaders {

        /** A new connection to whoever leads now. */
        BlobConnection dial() throws IOException;
    }

    /**
     * A way to fetch.
     *
     * @param directory for the files; nobody else puts anything there
     * @param patience how long nothing may come before it is given up
     */
    public BlobFetch(Leaders leaders, Path directory, Duration patience) {
        this.leaders = leaders;
        this.cache = new BlobCache(directory);
        this.patience = patience;
    }

    @Override
    public JobFiles of(JobId job) throws IOException {
        List<Blob> held = new ArrayList<>();
        Runnable release = () -> held.forEach(cache::letGo);
        try (Transfer transfer = new Transfer(job)) {
            JobBlobs needed = transfer.ask("the names of its files", leader -> leader.needed(job));
            Path program = hold(needed.program(), "the program", transfer, held);
            List<Path> jars = new ArrayList<>();
            for (Blob jar : needed.jars()) {
                jars.add(hold(jar, "jar " + (jars.size() + 1), transfer, held));
            }
            return new JobFiles(program, jars, release);
        } catch (IOException | RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private Path hold(Blob blob, String what, Transfer transfer, List<Blob> held) throws IOException {
        // Whoever waits here for another one to bring it does not also keep a place at the leader.
        transfer.close();
        Path file = cache.hold(blob, to -> transfer.bring(blob, what, to));
        held.add(blob);
        return file;
    }

    /** Whoever waits for files is told that they do not come. */
    @Override
    public void close() {
        closed = true;
    }

    /** A question to a leader. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(BlobConnection leader) throws IOException;
    }

    /** The files of one job on their way. */
    private final class Transfer implements AutoCloseable {

        private final JobId job;
        private Optional<BlobConnection> connection = Optional.empty();

        Transfer(JobId job) {
            this.job = job;
        }

        void bring(Blob blob, String what, Path to) throws IOException {
            BlobHash came = new BlobHash();
            try (OutputStream out = Files.newOutputStream(to)) {
                while (came.bytes() < blob.bytes()) {
                    byte[] piece = ask(
                            what + " (" + blob + ", of which " + came.bytes() + " came)",
                            leader -> leader.piece(job, blob, came.bytes()));
                    if (piece.length == 0) {
                        break;
                    }
                    out.write(piece);
                    came.update(piece, 0, piece.length);
                }
            }
            Blob found = came.blob();
            if (!found.equals(blob)) {
                Files.delete(to);
                throw new IOException("Expected " + what + " of job " + job + " to be " + blob
                        + ", as was recorded when the job was accepted, but found " + found
                        + ": the file in the storage of the JobManager is damaged, and nothing of it is loaded. Bring it"
                        + " back, or submit the job anew.");
            }
        }

        /** Asks whoever leads, and goes on asking until there is an answer, or nobody has had one for too long. */
        <T> T ask(String what, Question<T> question) throws IOException {
            long giveUpAtNanos = System.nanoTime() + patience.toNanos();
            int refusals = 0;
            while (true) {
                try {
                    BlobConnection leader = connection.isPresent() ? connection.get() : leaders.dial();
                    connection = Optional.of(leader);
                    return question.ask(leader);
                } catch (IOException e) {
                    close();
                    refusals += e instanceof BlobRefusedException ? 1 : 0;
                    if (closed || refusals >= REFUSALS || System.nanoTime() > giveUpAtNanos) {
                        throw new IOException(
                                "Expected " + what + " of job " + job + " from the JobManager that leads, but found: "
                                        + e.getMessage() + ". "
                                        + (refusals >= REFUSALS
                                                ? "Look for the reason in the JobManager's log."
                                                : "Nothing came for " + patience.toSeconds()
                                                        + " s: look whether a JobManager leads, and whether this machine reaches it."),
                                e);
                    }
                    LOG.warn("{} of job {} did not come, and is asked for again: {}", what, job, e.getMessage());
                    pause();
                }
            }
        }

        private void pause() throws IOException {
            try {
                Thread.sleep(AGAIN_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("Expected to fetch what job " + job + " needs, but this process stops.", e);
            }
        }

        @Override
        public void close() {
            connection.ifPresent(BlobConnection::close);
            connection = Optional.empty();
        }
    }
}
