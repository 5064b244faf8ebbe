package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A pointer as the name of an empty directory, such as {@code pointer-17-by-3-17.1a2b3c4d-16.99aabbcc}: the newest checkpoint,
 * the leader that wrote it, and of each checkpoint its number and its manifest's checksum. On HDFS a directory costs one round trip to the NameNode, where a file with content costs four, and
 * others to DataNodes: every checkpoint waits for it.
 */
final class PointerName {

    /** As long as HDFS and local disks allow. */
    private static final int LONGEST = 255;

    private static final Pattern WHOLE = Pattern.compile(StoredNames.POINTER + "\\d{1,18}-by-(\\d{1,18})-(.+)");
    private static final Pattern REFERENCE = Pattern.compile("(\\d{1,18})\\.([0-9a-f]{8})");

    private PointerName() {}

    /** The name that says all of it; none if it names a savepoint, which lies anywhere, or too many checkpoints. */
    static Optional<String> of(Pointer pointer) {
        if (pointer.newest().isEmpty()) {
            return Optional.empty();
        }
        StringBuilder name = new StringBuilder(StoredNames.POINTER)
                .append(pointer.newest().get().checkpoint())
                .append("-by-")
                .append(pointer.epoch());
        for (CheckpointReference reference : pointer.retained()) {
            String inDirectory = StoredNames.manifest("", reference.checkpoint());
            if (!reference.manifest().endsWith(inDirectory)) {
                return Optional.empty();
            }
            name.append('-')
                    .append(reference.checkpoint())
                    .append('.')
                    .append(HexFormat.of().toHexDigits((int) reference.checksum()));
        }
        return Optional.of(name.toString()).filter(it -> it.length() <= LONGEST);
    }

    /**
     * What a name says; nothing if it is that of a file with content.
     *
     * @param checkpoints the directory of the job's checkpoints
     */
    static Optional<Pointer> read(JobId job, String name, String checkpoints) {
        Matcher whole = WHOLE.matcher(name);
        if (!whole.matches()) {
            return Optional.empty();
        }
        List<CheckpointReference> retained = new ArrayList<>();
        for (String each : whole.group(2).split("-", -1)) {
            Matcher reference = REFERENCE.matcher(each);
            if (!reference.matches()) {
                return Optional.empty();
            }
            CheckpointId checkpoint = new CheckpointId(Long.parseLong(reference.group(1)));
            retained.add(new CheckpointReference(
                    checkpoint,
                    StoredNames.manifest(checkpoints, checkpoint),
                    HexFormat.fromHexDigitsToLong(reference.group(2))));
        }
        return Optional.of(new Pointer(job, new LeaderEpoch(Long.parseLong(whole.group(1))), retained));
    }
}
