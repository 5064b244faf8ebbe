package dev.selvage.platform.zookeeper;

import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The content of records, as files of one term. A file counts once a node points to it. Each has a name that no other ever has,
 * with the epoch in it: whatever takes effect late, and whoever was superseded, harms no other. Any thread may call; calls
 * block.
 */
final class RecordFiles {

    private static final Logger LOG = LogManager.getLogger(RecordFiles.class);

    /** The record's name, then epoch, number within the term, and checksum. */
    private static final Pattern NAME = Pattern.compile(".+\\.(\\d{1,18})-\\d+-[0-9a-f]{8}");

    private final FileStorage storage;
    private final ClusterDirectory directory;
    private final LeaderEpoch epoch;
    private final AtomicLong made = new AtomicLong();

    RecordFiles(FileStorage storage, ClusterDirectory directory, LeaderEpoch epoch) {
        this.storage = storage;
        this.directory = directory;
        this.epoch = epoch;
    }

    /** Makes a file, which is durable when this returns. */
    RecordNode create(JobId job, String name, byte[] content) throws IOException {
        String checksum = checksum(content);
        long number = made.incrementAndGet();
        while (true) {
            String file = name + "." + epoch + "-" + number + "-" + checksum;
            try {
                storage.createAtomically(directory.records(job).child(file), content);
                return new RecordNode(NodeFormat.VERSION, file, content.length, checksum);
            } catch (RefusedException e) {
                if (e.reason() == RefusedException.Reason.MISSING) {
                    storage.createDirectories(directory.records(job));
                } else {
                    // ZooKeeper was emptied, and epochs began anew: the next number may be free.
                    number = made.incrementAndGet();
                }
            }
        }
    }

    /** The content that a node points to, or nothing if no file is there. */
    Optional<byte[]> read(JobId job, RecordNode node) throws IOException {
        Optional<byte[]> found = storage.read(path(job, node));
        if (found.isPresent()) {
            String checksum = checksum(found.get());
            if (found.get().length != node.length() || !checksum.equals(node.crc32c())) {
                throw new IOException("Expected " + path(job, node) + " to have " + node.length()
                        + " bytes with the checksum " + node.crc32c() + ", but found " + found.get().length + " with "
                        + checksum + ": it is damaged.");
            }
        }
        return found;
    }

    StoragePath path(JobId job, RecordNode node) {
        return directory.records(job).child(node.file());
    }

    /** Removes what no node points to any more; it stays where that fails, and is in nobody's way. */
    void delete(JobId job, RecordNode node) {
        try {
            storage.delete(path(job, node));
        } catch (IOException e) {
            LOG.warn(
                    "Expected to delete {}, but it stays until the job is forgotten: {}",
                    path(job, node),
                    e.toString());
        }
    }

    /**
     * Removes the files of a job that has just been forgotten, and those of jobs that were forgotten by one who died at this.
     *
     * @param known the jobs of which anything is recorded
     */
    void clear(JobId forgotten, List<JobId> known) {
        try {
            storage.deleteLeftovers(directory.records(forgotten));
            clear(forgotten, epoch.number());
            for (String name : storage.list(directory.records()).orElse(List.of())) {
                Optional<JobId> other = Nodes.job(name).filter(job -> !known.contains(job));
                if (other.isPresent()) {
                    // What was made in this term may be about to be pointed to.
                    clear(other.get(), epoch.number() - 1);
                }
            }
        } catch (IOException e) {
            LOG.warn(
                    "Expected to delete what is left of job {} in {}, but some of it stays: {}",
                    forgotten,
                    directory.records(forgotten),
                    e.toString());
        }
    }

    private void clear(JobId job, long upToEpoch) throws IOException {
        StoragePath records = directory.records(job);
        for (String name : storage.list(records).orElse(List.of())) {
            Matcher matcher = NAME.matcher(name);
            if (matcher.matches() && Long.parseLong(matcher.group(1)) <= upToEpoch) {
                storage.delete(records.child(name));
            }
        }
        try {
            storage.delete(records);
        } catch (RefusedException e) {
            // It holds what another term, or nobody by now, has made there.
        }
    }

    private static String checksum(byte[] content) {
        CRC32C checksum = new CRC32C();
        checksum.update(content);
        return HexFormat.of().toHexDigits((int) checksum.getValue());
    }
}
