package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How what is stored is called. Whoever looks for the newest of a kind looks for the highest number. */
final class StoredNames {

    static final String MANIFEST = "_metadata";
    static final String RESULT = "result";
    static final String POINTER = "pointer-";
    static final String DEPLOYMENT = "deployment-";

    private static final Pattern NUMBERED = Pattern.compile("[a-z]+-(\\d{1,18})(-by-.*)?");
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})-of-(\\d{1,18})");
    /** See {@link CheckpointOrder#fileOf}. */
    private static final Pattern SNAPSHOT = Pattern.compile("(\\d{1,18})-.*-(\\d{1,18})");

    private StoredNames() {}

    /** The directory of a checkpoint: two leaders never write into the same one, though both may count to the same number. */
    static String checkpoint(CheckpointId checkpoint, LeaderEpoch epoch) {
        return "chk-" + checkpoint + "-of-" + epoch;
    }

    /** As a pointer names it: from the directory of the job's checkpoints. */
    static String manifest(CheckpointOrder order) {
        return manifest(order.checkpoint(), order.epoch());
    }

    static String manifest(CheckpointId checkpoint, LeaderEpoch epoch) {
        return checkpoint(checkpoint, epoch) + "/" + MANIFEST;
    }

    /** The leader under which a checkpoint was begun, if its manifest lies where those of checkpoints lie. */
    static Optional<LeaderEpoch> epochOf(CheckpointReference reference) {
        return ofCheckpoint(reference.manifest().split("/", 2)[0])
                .map(Origin::epoch)
                .filter(epoch -> reference.manifest().equals(manifest(reference.checkpoint(), epoch)));
    }

    /** Whether a manifest's name is that of a savepoint: it lies where the user chose, so a pointer has its full name. */
    static boolean isOfSavepoint(String manifest) {
        return manifest.contains(":") || manifest.startsWith("/");
    }

    /** The number in a name such as {@code deployment-7}, if it begins like this. */
    static OptionalLong number(String name, String prefix) {
        Matcher matcher = NUMBERED.matcher(name);
        return name.startsWith(prefix) && matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }

    /** Of which checkpoint, and under which leader, something was written. */
    record Origin(long checkpoint, LeaderEpoch epoch) {}

    static Optional<Origin> ofCheckpoint(String name) {
        return origin(CHECKPOINT.matcher(name));
    }

    static Optional<Origin> ofSnapshot(String name) {
        return origin(SNAPSHOT.matcher(name));
    }

    private static Optional<Origin> origin(Matcher matcher) {
        return matcher.matches()
                ? Optional.of(
                        new Origin(Long.parseLong(matcher.group(1)), new LeaderEpoch(Long.parseLong(matcher.group(2)))))
                : Optional.empty();
    }
}
