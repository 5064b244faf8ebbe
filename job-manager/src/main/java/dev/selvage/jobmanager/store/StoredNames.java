package dev.selvage.jobmanager.store;

import dev.selvage.core.id.CheckpointId;
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
    private static final Pattern CHECKPOINT = Pattern.compile("chk-(\\d{1,18})");

    private StoredNames() {}

    /** The number of the checkpoint whose directory is called like this, if it is one's. */
    static OptionalLong numberOfCheckpoint(String directory) {
        Matcher matcher = CHECKPOINT.matcher(directory);
        return matcher.matches() ? OptionalLong.of(Long.parseLong(matcher.group(1))) : OptionalLong.empty();
    }

    /** The full name of a checkpoint's manifest, in the directory of its job's checkpoints. */
    static String manifest(String checkpoints, CheckpointId checkpoint) {
        return checkpoints + "/chk-" + checkpoint + "/" + MANIFEST;
    }

    /** The number in a name such as {@code deployment-7}, if it begins like this. */
    static OptionalLong number(String name, String prefix) {
        Matcher matcher = NUMBERED.matcher(name);
        return name.startsWith(prefix) && matcher.matches()
                ? OptionalLong.of(Long.parseLong(matcher.group(1)))
                : OptionalLong.empty();
    }
}
