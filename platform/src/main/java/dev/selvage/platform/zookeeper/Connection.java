package dev.selvage.platform.zookeeper;

import dev.selvage.core.config.ZooKeeperOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.process.Threads;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.curator.RetryLoop;
import org.apache.curator.framework.CuratorFramework;
import org.apache.curator.framework.imps.CuratorFrameworkState;
import org.apache.curator.framework.recipes.leader.LeaderLatch;
import org.apache.curator.framework.state.ConnectionState;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.ZooKeeper;

/**
 * The way to ZooKeeper. What it answers to a question is an answer also where that is no: a {@link KeeperException} of a node
 * that is there, or not there, or has another version or children. That there was no answer is an {@link IOException}, and
 * nobody knows what came of the question. Any thread may call; calls block.
 */
final class Connection implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Connection.class);

    /** Long enough for a server that is there; one that is not ends the session by itself. */
    private static final long CLOSE_MILLIS = 2_000;

    private final CuratorFramework client;
    private final String quorum;
    private final int patienceMillis;

    // Guarded by this.
    private Optional<LeaderLatch> latch = Optional.empty();
    private boolean closed;

    private Connection(CuratorFramework client, String quorum) {
        this.client = client;
        this.quorum = quorum;
        this.patienceMillis = client.getZookeeperClient().getConnectionTimeoutMs();
    }

    /** Begins to connect, and does not wait for it. */
    static Connection open(Configuration configuration, Nodes nodes) throws InvalidConfigurationException {
        CuratorFramework client = CuratorSettings.client(configuration, nodes);
        Connection connection = new Connection(client, CuratorSettings.quorum(configuration));
        client.getConnectionStateListenable().addListener((of, state) -> connection.log(state));
        client.start();
        return connection;
    }

    /** The little that is worth a line: Curator and ZooKeeper would say it many times. */
    private void log(ConnectionState state) {
        switch (state) {
            case CONNECTED -> LOG.info("ZooKeeper at {} answers.", quorum);
            case RECONNECTED -> LOG.info("ZooKeeper at {} answers again.", quorum);
            case SUSPENDED ->
                LOG.warn(
                        "Expected ZooKeeper at {} to answer, but the connection broke; it is tried again until it does."
                                + " Whoever leads goes on leading, and what is to be decided waits.",
                        quorum);
            case LOST ->
                LOG.warn(
                        "ZooKeeper at {} ended the session, or will have by now. Whoever leads goes on leading until"
                                + " another one takes the lead.",
                        quorum);
            case READ_ONLY -> LOG.warn("ZooKeeper at {} answers, but takes no writes: most of it is away.", quorum);
        }
    }

    /** Something to be asked through Curator, which repeats what got no answer as often as the options say. */
    interface Request<T> {
        T make(CuratorFramework client) throws Exception;
    }

    /** Something to be read within one session. */
    interface Reading<T> {
        T read(ZooKeeper session) throws KeeperException, InterruptedException;
    }

    /**
     * Asks.
     *
     * @param wanted goes on after "Expected to"
     */
    <T> T ask(String wanted, Request<T> request) throws KeeperException, IOException {
        try {
            return request.make(client);
        } catch (KeeperException e) {
            if (isAnswer(e.code())) {
                throw e;
            }
            String sentence = "Expected to " + wanted + ", but " + whyNot(e.code());
            throw isDenial(e.code()) ? new DeniedException(sentence, e) : new IOException(sentence, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(wanted, e);
        } catch (Exception e) {
            if (client.getState() == CuratorFrameworkState.STARTED) {
                throw new IllegalStateException("Expected to " + wanted + ", but found a bug.", e);
            }
            throw new IOException("Expected to " + wanted + ", but this process has left ZooKeeper.", e);
        }
    }

    /**
     * Reads what is not older than the beginning of the call: servers may lag, and a new session may find another server than
     * the one before.
     */
    <T> T readFresh(String wanted, Reading<T> reading) throws KeeperException, IOException {
        return ask(
                wanted,
                asked -> RetryLoop.callWithRetry(asked.getZookeeperClient(), () -> {
                    ZooKeeper session = asked.getZookeeperClient().getZooKeeper();
                    sync(session);
                    return reading.read(session);
                }));
    }

    /** Lets the server catch up. Curator's own way does not wait for it. */
    private static void sync(ZooKeeper session) throws KeeperException, InterruptedException, ExecutionException {
        CompletableFuture<Integer> answer = new CompletableFuture<>();
        session.sync("/", (code, path, context) -> answer.complete(code), null);
        Code code = Code.get(answer.get());
        if (code != Code.OK) {
            throw KeeperException.create(code, "/");
        }
    }

    private static boolean isAnswer(Code code) {
        return switch (code) {
            case NONODE, NODEEXISTS, BADVERSION, NOTEMPTY -> true;
            default -> false;
        };
    }

    private static boolean isDenial(Code code) {
        return code == Code.NOAUTH || code == Code.AUTHFAILED || code == Code.INVALIDACL;
    }

    private String whyNot(Code code) {
        return switch (code) {
            case NOAUTH, AUTHFAILED, INVALIDACL ->
                "ZooKeeper does not allow it (" + code + "). All processes of a cluster need the same "
                        + ZooKeeperOptions.AUTHORIZATION.key() + ", and " + ZooKeeperOptions.ACL.key()
                        + "=creator needs one.";
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT, SESSIONEXPIRED, SESSIONMOVED ->
                "ZooKeeper at " + quorum + " gave no answer (" + code
                        + "). Look whether it runs and can be reached from here.";
            default -> "ZooKeeper at " + quorum + " answered " + code + ".";
        };
    }

    private static IOException interrupted(String wanted, InterruptedException cause) {
        IOException interrupted = new InterruptedIOException("Expected to " + wanted + ", but was interrupted.");
        interrupted.initCause(cause);
        return interrupted;
    }

    /** Waits for a while until ZooKeeper answers, and says so if it does not. */
    void awaitAnswer() throws InterruptedException {
        if (!client.blockUntilConnected(patienceMillis, TimeUnit.MILLISECONDS)) {
            LOG.warn(
                    "Expected ZooKeeper at {} to answer, but it has not for {} ms. It is tried again until it does; look"
                            + " whether it runs and can be reached from here.",
                    quorum,
                    patienceMillis);
        }
    }

    /** Returns when nobody who asked before, and is still there, waits for it any more. */
    void awaitTurn(String path) throws IOException, InterruptedException {
        try {
            entered(path).await();
        } catch (IOException e) {
            throw new IOException("Expected to wait for a turn to lead, but this process has left ZooKeeper.", e);
        }
    }

    private synchronized LeaderLatch entered(String path) throws IOException {
        if (closed) {
            throw new IOException("Expected to stand in line, but this process has left ZooKeeper.");
        }
        if (latch.isEmpty()) {
            LeaderLatch made = new LeaderLatch(client, path);
            try {
                made.start();
            } catch (Exception e) {
                throw new IllegalStateException("Expected to stand in line at " + path + ", but found a bug.", e);
            }
            latch = Optional.of(made);
        }
        return latch.get();
    }

    /** Whoever stands behind is next; this process comes last when it asks for a turn again. */
    void leaveLine() {
        Optional<LeaderLatch> left;
        synchronized (this) {
            left = latch;
            latch = Optional.empty();
        }
        try {
            if (left.isPresent()) {
                left.get().close();
            }
        } catch (IOException e) {
            LOG.warn("Expected to leave the line at ZooKeeper, but could not: {}", e.toString());
        }
    }

    /** Ends the session, so that others need not wait for its timeout. */
    @Override
    public void close() {
        Optional<LeaderLatch> left;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            left = latch;
        }
        // A server that is silent would hold this up for most of a session's timeout.
        Thread closing = Threads.unstarted("zookeeper-close", (thread, fault) -> logFault(fault), () -> leave(left));
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void leave(Optional<LeaderLatch> left) {
        try {
            if (left.isPresent()) {
                left.get().close();
            }
        } catch (IOException e) {
            logFault(e);
        } finally {
            client.close();
        }
    }

    private void logFault(Throwable fault) {
        LOG.warn(
                "Expected to leave ZooKeeper at {} in good order, but it ends the session after its timeout only: {}",
                quorum,
                fault.toString());
    }
}
