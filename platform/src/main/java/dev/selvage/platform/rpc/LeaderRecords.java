package dev.selvage.platform.rpc;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who has led a cluster, in a directory: one file per epoch, with the leader's address in it; the highest leads. Any thread may
 * call; calls block.
 */
public final class LeaderRecords {

    /** More digits than a number of 64 bits may have would be none of ours. */
    private static final Pattern NAME = Pattern.compile("leader-(\\d{1,18})");

    private final FileStorage storage;
    private final StoragePath directory;

    public LeaderRecords(FileStorage storage, StoragePath directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /** Begins to lead, as the last one so far. */
    public LeaderRecord lead(String address) throws IOException {
        while (true) {
            storage.createDirectories(directory);
            LeaderEpoch next = newestEpoch().orElse(new LeaderEpoch(0)).next();
            try {
                // Decision moment: of all who try to take this epoch, one can make the file.
                storage.createAtomically(file(next), address.getBytes(StandardCharsets.UTF_8));
                return new LeaderRecord(next, address);
            } catch (RefusedException e) {
                // Somebody else was faster, and has a higher epoch to be beaten than was seen.
            }
        }
    }

    /** Who leads, if anybody has yet. */
    public Optional<LeaderRecord> newest() throws IOException {
        Optional<LeaderEpoch> epoch = newestEpoch();
        if (epoch.isEmpty()) {
            return Optional.empty();
        }
        return storage.read(file(epoch.get()))
                .map(address -> new LeaderRecord(epoch.get(), new String(address, StandardCharsets.UTF_8)));
    }

    private Optional<LeaderEpoch> newestEpoch() throws IOException {
        return storage.list(directory).orElse(List.of()).stream()
                .map(NAME::matcher)
                .filter(Matcher::matches)
                .map(matcher -> new LeaderEpoch(Long.parseLong(matcher.group(1))))
                .max(Comparator.naturalOrder());
    }

    private StoragePath file(LeaderEpoch epoch) {
        return directory.child("leader-" + epoch);
    }
}
