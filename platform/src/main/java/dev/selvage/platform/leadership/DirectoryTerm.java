package dev.selvage.platform.leadership;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.PathStatus;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A term whose decisions are files in the leader's directory. Every operation names its place from the root, so that none of
 * them finds it once another leader has renamed the directory; and none makes a directory on its way, which would bring it back.
 */
final class DirectoryTerm implements Term {

    private static final Logger LOG = LogManager.getLogger(DirectoryTerm.class);

    /** With what the name of a job's directory begins while it is being deleted. */
    private static final String GONE = "gone-";

    private final FileStorage storage;
    private final LeaderDirectory.Named own;

    DirectoryTerm(FileStorage storage, LeaderDirectory.Named own) {
        this.storage = storage;
        this.own = own;
    }

    @Override
    public LeaderEpoch epoch() {
        return own.epoch();
    }

    @Override
    public void announce(String control, String rest) throws IOException {
        try {
            Announcement.write(storage, own, control, rest);
        } catch (RefusedException e) {
            own(storage.status(own.path()));
            throw e;
        }
    }

    @Override
    public List<JobId> jobs() throws IOException {
        return own(storage.list(own.path())).stream()
                .map(DirectoryTerm::job)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Beside jobs there is only where the leader is. */
    private static Optional<JobId> job(String name) {
        try {
            return Optional.of(JobId.parse(name));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** A directory that is not there any more is another leader's by now. */
    private <T> T own(Optional<T> found) throws IOException {
        return found.orElseThrow(() -> new SupersededException("Expected to lead as number " + own.epoch()
                + ", but found that " + own.path() + " is another leader's by now."));
    }

    @Override
    public List<String> names(JobId job) throws IOException {
        Optional<List<String>> names = storage.list(at(job));
        if (names.isEmpty()) {
            own(storage.status(own.path()));
        }
        return names.orElse(List.of());
    }

    private StoragePath at(JobId job) {
        return own.path().child(job.toString());
    }

    @Override
    public Optional<byte[]> read(JobId job, String name) throws IOException {
        StoragePath path = at(job).child(name);
        Optional<PathStatus> status = storage.status(path);
        if (status.isEmpty()) {
            own(storage.status(own.path()));
            return Optional.empty();
        }
        return status.get().directory() ? Optional.of(new byte[0]) : storage.read(path);
    }

    @Override
    public WriteOutcome write(JobId job, String name, byte[] content) {
        StoragePath file = at(job).child(name);
        return decide(file, () -> {
            storage.createDirectory(at(job));
            try {
                storage.createAtomically(file, content);
            } catch (RefusedException e) {
                boolean same = e.reason() == RefusedException.Reason.EXISTS
                        && storage.read(file)
                                .filter(found -> Arrays.equals(found, content))
                                .isPresent();
                if (!same) {
                    throw e;
                }
                // A write of unknown fate that was repeated.
            }
        });
    }

    /** A directory is what is made in one round trip. */
    @Override
    public WriteOutcome mark(JobId job, String name) {
        StoragePath marker = at(job).child(name);
        return decide(marker, () -> {
            try {
                storage.createDirectory(marker);
            } catch (RefusedException e) {
                if (e.reason() != RefusedException.Reason.MISSING) {
                    throw e;
                }
                storage.createDirectory(at(job));
                storage.createDirectory(marker);
            }
        });
    }

    /** What is there, in the directory of the one that leads, or not at all. */
    private interface Decision {
        void take() throws IOException;
    }

    private static WriteOutcome decide(StoragePath place, Decision decision) {
        try {
            decision.take();
            return WriteOutcome.WRITTEN;
        } catch (RefusedException e) {
            LOG.warn("Expected to write {}, but it was refused: {}", place, e.getMessage());
            return WriteOutcome.REFUSED;
        } catch (IOException e) {
            // Without a stack trace: it is told each time that it is tried, while the storage is away.
            LOG.warn(
                    "Expected to write {}, but nobody knows whether it is there; it is tried again: {}",
                    place,
                    e.toString());
            return WriteOutcome.UNKNOWN;
        }
    }

    @Override
    public void delete(JobId job, String name) throws IOException {
        own(storage.status(own.path()));
        storage.deleteTree(at(job).child(name));
    }

    @Override
    public void forget(JobId job) throws IOException {
        own(storage.status(own.path()));
        StoragePath gone = own.path().child(GONE + job);
        if (storage.status(at(job)).isPresent()) {
            storage.deleteTree(gone);
            // Decision moment: all of it is forgotten at once. Half of it might say that the job is still to be run.
            storage.rename(at(job), gone);
        }
        storage.deleteTree(gone);
    }

    /** What leaders before this one were writing when they died. */
    void deleteLeftovers(JobId job) throws IOException {
        storage.deleteLeftovers(at(job));
    }
}
