package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Manifests and snapshots by their full names, as a file system has them. */
final class CheckpointFiles {

    private static final String CHECKPOINTS = "checkpoints/";
    private static final String DIRECTORY = "/chk-";

    private final Map<String, Manifest> manifests = new HashMap<>();
    /** Which snapshots each of them names: somebody asks whether they are there whenever anything is deleted. */
    private final Map<String, List<String>> named = new HashMap<>();

    private final Map<String, ModelSnapshot> snapshots = new HashMap<>();
    /** The names of them all, by the directories in which they are. */
    private final TreeMap<String, List<String>> places = new TreeMap<>();

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
        if (before == null) {
            named.put(name, manifest.files());
            place(name);
        }
        return before == null || before.equals(manifest) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
    }

    /** Whether nothing was there. */
    boolean put(String name, ModelSnapshot snapshot) {
        boolean isNew = snapshots.putIfAbsent(name, snapshot) == null;
        if (isNew) {
            place(name);
        }
        return isNew;
    }

    private void place(String name) {
        String directory = name.substring(0, name.lastIndexOf('/') + 1);
        places.computeIfAbsent(directory, any -> new ArrayList<>()).add(name);
    }

    /** The first snapshot that a manifest names, which is there, and that is not. */
    Optional<String> missingOf(String manifest) {
        for (String file : named.getOrDefault(manifest, List.of())) {
            if (!snapshots.containsKey(file)) {
                return Optional.of(file);
            }
        }
        return Optional.empty();
    }

    /** The numbers of the checkpoints of which anything is there. */
    Stream<Long> numbers(JobId job) {
        String prefix = directoryOf(job) + DIRECTORY;
        return below(prefix).keySet().stream()
                .map(place -> Long.parseLong(place.substring(prefix.length(), place.indexOf('/', prefix.length()))));
    }

    void deleteAll(String prefix) {
        NavigableMap<String, List<String>> gone = below(prefix);
        gone.values().stream().flatMap(List::stream).forEach(name -> {
            manifests.remove(name);
            named.remove(name);
            snapshots.remove(name);
        });
        gone.clear();
    }

    /** The directories whose names begin like that. */
    private NavigableMap<String, List<String>> below(String prefix) {
        return places.subMap(prefix, true, prefix + Character.MAX_VALUE, false);
    }
}
