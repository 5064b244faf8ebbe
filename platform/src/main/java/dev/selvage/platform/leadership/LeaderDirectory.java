package dev.selvage.platform.leadership;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The one directory in a cluster's that has the leader's epoch in its name and all decisions in it. To lead is to rename it: one
 * operation of the file system that takes the epoch, ends the term before, whose operations do not find their place any more,
 * and inherits what that one had decided. Any thread may call; calls block.
 */
final class LeaderDirectory {

    /** More digits than a number of 64 bits may have would be none of ours. */
    private static final Pattern NAME = Pattern.compile("lead-(\\d{1,18})-.+");
    /** Before anybody has led. */
    private static final String NOBODYS = "lead-0-nobody";
    /** A list that is made while the directory is renamed may show it under neither name. */
    private static final int LOOKS = 20;

    private final FileStorage storage;
    private final StoragePath cluster;

    /**
     * That of a cluster.
     *
     * @param cluster the cluster's own directory, which may not be there yet
     */
    LeaderDirectory(FileStorage storage, StoragePath cluster) {
        this.storage = storage;
        this.cluster = cluster;
    }

    /** A term's directory as it is called while the term lasts. */
    record Named(LeaderEpoch epoch, StoragePath path) {}

    /** The directory as it is called now; nothing if no leader has ever come to this cluster. */
    Optional<Named> find() throws IOException {
        for (int look = 0; look < LOOKS; look++) {
            Optional<List<String>> names = storage.list(cluster);
            if (names.isEmpty()) {
                return Optional.empty();
            }
            Optional<Named> highest = names.get().stream()
                    .map(NAME::matcher)
                    .filter(Matcher::matches)
                    .map(name -> new Named(new LeaderEpoch(Long.parseLong(name.group(1))), cluster.child(name.group())))
                    .max(Comparator.comparing(Named::epoch));
            if (highest.isPresent()) {
                return highest;
            }
        }
        throw new IOException("Expected a directory lead-... in " + cluster
                + ", but found none: it was used under another high-availability.type, or somebody has removed what this"
                + " cluster had decided. Name another high-availability.cluster-id, bring it back, or remove the whole"
                + " directory, with all checkpoints in it, if the cluster is to begin anew.");
    }

    /** Takes the next epoch. */
    Named take() throws IOException {
        if (!storage.renamesDirectoriesAtomically()) {
            throw new IOException(
                    "Expected a file system that renames directories in one step, but found that " + cluster
                            + " does not: keep high-availability.storageDir on HDFS or a local disk, or let ZooKeeper decide who"
                            + " leads.");
        }
        String own = UUID.randomUUID().toString().substring(24);
        makeIfMissing(own);
        while (true) {
            Named before = find().orElseThrow(
                            () -> new IOException("Expected " + cluster + ", but found that somebody removes it."));
            if (before.path().name().endsWith("-" + own)) {
                // A rename of unknown fate, which took place.
                return before;
            }
            LeaderEpoch epoch = before.epoch().next();
            Named next = new Named(epoch, cluster.child("lead-" + epoch + "-" + own));
            try {
                // Decision moment: from here on nothing is decided that this leader does not decide.
                storage.rename(before.path(), next.path());
                return next;
            } catch (RefusedException e) {
                // Somebody else took it in between: look again.
            }
        }
    }

    /**
     * The cluster's directory comes into being with the first leader's in it, in one step: whoever is late to make it finds
     * it, and does not make a second beginning.
     */
    private void makeIfMissing(String own) throws IOException {
        if (storage.status(cluster).isPresent()) {
            return;
        }
        StoragePath aside = cluster.parent().child(".making-" + own);
        storage.createDirectories(aside.child(NOBODYS));
        try {
            storage.rename(aside, cluster);
        } catch (RefusedException e) {
            // Somebody else was faster.
            storage.deleteTree(aside);
        }
    }
}
