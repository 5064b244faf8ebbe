package dev.selvage.platform.leadership;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where the leader is, as a file in the leader's directory with the epoch in its name: a new leader inherits the one before's, and
 * must not be looked for there.
 */
final class Announcement {

    private static final String NAME = "leader-";

    private Announcement() {}

    static void write(FileStorage storage, LeaderDirectory.Named own, String control, String rest) throws IOException {
        StoragePath file = file(own);
        byte[] content = (control + "\n" + rest + "\n").getBytes(StandardCharsets.UTF_8);
        try {
            storage.createAtomically(file, content);
        } catch (RefusedException e) {
            boolean said = e.reason() == RefusedException.Reason.EXISTS
                    && storage.read(file)
                            .filter(found -> Arrays.equals(found, content))
                            .isPresent();
            if (!said) {
                throw e;
            }
        }
        for (String name : storage.list(own.path()).orElse(List.of())) {
            if (name.startsWith(NAME) && !name.equals(file.name())) {
                storage.delete(own.path().child(name));
            }
        }
    }

    static Optional<LeaderRecord> read(FileStorage storage, LeaderDirectory.Named leader) throws IOException {
        Optional<byte[]> content = storage.read(file(leader));
        if (content.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines =
                new String(content.get(), StandardCharsets.UTF_8).lines().toList();
        if (lines.size() != 2) {
            throw new IOException("Expected " + file(leader) + " to say in two lines where the leader is, but found "
                    + lines.size() + ": it is damaged.");
        }
        return Optional.of(new LeaderRecord(leader.epoch(), lines.get(0), lines.get(1)));
    }

    private static StoragePath file(LeaderDirectory.Named leader) {
        LeaderEpoch epoch = leader.epoch();
        return leader.path().child(NAME + epoch);
    }
}
