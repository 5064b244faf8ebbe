package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Manifests and snapshots by their full names, as a file system has them. */
final class CheckpointFiles {

    private static final String CHECKPOINTS = "checkpoints/";
    private static final String DIRECTORY = "/chk-";

    private final TreeMap<String, Manifest> manifests = new TreeMap<>();
    private final TreeMap<String, ModelSnapshot> snapshots = new TreeMap<>();
    /** Those of them that nobody can read for now. */
    private final TreeSet<String> damaged = new TreeSet<>();

    /** Where the directories of a job's checkpoints are. */
    static String directoryOf(JobId job) {
        return CHECKPOINTS + job;
    }

    static String nameOf(JobId job, CheckpointOrder order) {
        return placeOf(job, order) + "_metadata";
    }

    /** The directory of a checkpoint, which may have files of another leader that came to the same number. */
    static String placeOf(JobId job, CheckpointOrder order) {
        return order.isSavepoint()
                ? order.directory() + "-" + order.checkpoint() + "-of-" + order.epoch() + "/" + job + "/"
                : order.directory() + "/";
    }

    /** The directory of a checkpoint that is named; nothing if it is a savepoint. */
    static Optional<String> placeOf(CheckpointReference reference) {
        return Optional.of(reference.manifest())
                .filter(name -> name.startsWith(CHECKPOINTS))
                .map(name -> name.substring(0, name.lastIndexOf('/') + 1));
    }

    Optional<Manifest> manifest(String name) {
        return Optional.ofNullable(manifests.get(name));
    }

    Optional<ModelSnapshot> snapshot(String name) {
        return Optional.ofNullable(snapshots.get(name));
    }

    /** A snapshot as whoever restores it finds it. */
    Optional<ModelSnapshot> sound(String name) {
        return snapshot(name).filter(any -> !damaged.contains(name));
    }

    void damage(String name) {
        damaged.add(name);
    }

    void mend(String name) {
        damaged.remove(name);
    }

    void mendAll() {
        damaged.clear();
    }

    WriteOutcome put(String name, Manifest manifest) {
        Manifest before = manifests.putIfAbsent(name, manifest);
        return before == null || before.equals(manifest) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
    }

    /** Whether nothing was there. */
    boolean put(String name, ModelSnapshot snapshot) {
        return snapshots.putIfAbsent(name, snapshot) == null;
    }

    /** The numbers of the checkpoints of which anything is there. */
    Stream<Long> numbers(JobId job) {
        String prefix = directoryOf(job) + DIRECTORY;
        return Stream.concat(below(manifests, prefix).keySet().stream(), below(snapshots, prefix).keySet().stream())
                .map(file -> Long.parseLong(file.substring(prefix.length(), file.indexOf('/', prefix.length()))))
                .distinct();
    }

    void deleteAll(String prefix) {
        below(manifests, prefix).clear();
        below(snapshots, prefix).clear();
    }

    /** Those whose names begin like that. */
    private static <T> NavigableMap<String, T> below(TreeMap<String, T> all, String prefix) {
        return all.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }
}
