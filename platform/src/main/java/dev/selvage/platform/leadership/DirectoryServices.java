package dev.selvage.platform.leadership;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import java.io.IOException;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A directory remembers all, on a file system that renames directories in one step; there is nothing else to run. Whether the
 * leader is still there is found out by asking it.
 */
public final class DirectoryServices implements HighAvailabilityServices {

    private static final Logger LOG = LogManager.getLogger(DirectoryServices.class);

    /** How often whoever waits for his turn looks whether the leader is still there. */
    private static final long LOOK_MILLIS = 200;
    /** How long whoever took the lead may take to say where he is. */
    private static final long ANNOUNCED_WITHIN_MILLIS = 10_000;

    private final FileStorage storage;
    private final LeaderDirectory directory;
    private final LeaderCheck check;

    /**
     * Those of a cluster.
     *
     * @param storage of the cluster's directory
     */
    public DirectoryServices(FileStorage storage, ClusterDirectory cluster, LeaderCheck check) {
        this.storage = storage;
        this.directory = new LeaderDirectory(storage, cluster.path());
        this.check = check;
    }

    @Override
    public Optional<LeaderRecord> leader() throws IOException {
        Optional<LeaderDirectory.Named> named = directory.find();
        return named.isPresent() ? Announcement.read(storage, named.get()) : Optional.empty();
    }

    @Override
    public void awaitTurn() throws IOException, InterruptedException {
        Optional<LeaderDirectory.Named> seen = Optional.empty();
        long giveUpAtNanos = 0;
        while (true) {
            Optional<LeaderDirectory.Named> named = directory.find();
            if (named.isEmpty() || named.get().epoch().number() == 0) {
                return;
            }
            if (!named.equals(seen)) {
                seen = named;
                giveUpAtNanos = System.nanoTime() + ANNOUNCED_WITHIN_MILLIS * 1_000_000;
            }
            Optional<LeaderRecord> leader = Announcement.read(storage, named.get());
            boolean isThere = leader.isPresent() ? check.answers(leader.get()) : System.nanoTime() < giveUpAtNanos;
            if (!isThere) {
                return;
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    @Override
    public Term lead() throws IOException {
        DirectoryTerm term = new DirectoryTerm(storage, directory.take());
        try {
            for (JobId job : term.jobs()) {
                term.deleteLeftovers(job);
            }
        } catch (IOException e) {
            // They are in nobody's way; and if another leader came meanwhile, whatever this one tries next says so.
            LOG.debug("expected to delete what leaders before were writing, but it stays", e);
        }
        return term;
    }

    @Override
    public void close() {
        // Whoever waits finds out by itself that nobody answers here.
    }
}
