package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * How the leader of an epoch takes up a job: it fences whoever led before, then reads what that one decided, then clears away
 * what came to nothing. Any thread may call; calls block.
 */
public record Takeover(FileStorage storage, ClusterDirectory directory, LeaderEpoch epoch, Savepoints savepoints) {

    /** Takes up a job that lies in the cluster's directory. */
    public TakenJob takeUp(JobId id) throws IOException {
        StoredJob job = new StoredJobs(storage, directory).read(id);
        fence(id);
        FileJobStore store = new FileJobStore(storage, directory, epoch, savepoints);
        // Nothing that was read before the fence would count: the one before might have decided one more checkpoint.
        Pointer pointer = store.pointer(id).orElseGet(() -> Pointer.none(id, epoch));
        List<Manifest> manifests = manifests(store, pointer);
        Optional<Manifest> origin = origin(job, pointer);
        long above = Math.max(
                highestCheckpoint(id, pointer),
                origin.map(manifest -> manifest.checkpoint().number()).orElse(0L));
        JobPast past = new JobPast(origin, pointer, manifests, new CheckpointId(above + 1), store.deployment(id));
        sweep(id, pointer, manifests);
        return new TakenJob(job, past, store, store.result(id));
    }

    /** Renames the directory of decisions: one step that takes it from whoever had it, with all that is in it. */
    private void fence(JobId id) throws IOException {
        if (!storage.renamesDirectoriesAtomically()) {
            throw new IOException("Expected a file system that renames directories in one step, but found that "
                    + directory.path() + " does not: keep high-availability.storageDir on HDFS or a local disk.");
        }
        StoragePath own = directory.decisions(id, epoch);
        while (true) {
            LeaderEpoch before = leaderBefore(id);
            if (before.equals(epoch)) {
                // A rename of unknown fate, which took place.
                break;
            }
            if (before.compareTo(epoch) > 0) {
                throw new IOException("Expected to lead job " + id + " as number " + epoch + ", but found that number "
                        + before + " does: this process was superseded while it started.");
            }
            try {
                // Decision moment: from here on nothing can be decided that this leader does not decide.
                storage.rename(directory.decisions(id, before), own);
                break;
            } catch (RefusedException e) {
                // Somebody else took it in between, with a lower or a higher number: look again.
            }
        }
        storage.deleteLeftovers(own);
    }

    private LeaderEpoch leaderBefore(JobId id) throws IOException {
        OptionalLong number = list(directory.job(id)).stream()
                .map(name -> StoredNames.number(name, StoredNames.LEAD))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::orElseThrow)
                .max();
        return new LeaderEpoch(number.orElseThrow(() -> new IOException("Expected the decisions about job " + id
                + " in " + directory.job(id) + ", but found none: its submission did not come to its end.")));
    }

    /** Where the job begins; once it has a checkpoint of its own its user may have deleted that. */
    private Optional<Manifest> origin(StoredJob job, Pointer pointer) throws IOException {
        return job.origin().isPresent() && pointer.newest().isEmpty()
                ? Optional.of(savepoints.read(job.origin().get()))
                : Optional.empty();
    }

    private static List<Manifest> manifests(FileJobStore store, Pointer pointer) throws IOException {
        TreeMap<CheckpointId, Manifest> readable = new TreeMap<>();
        for (CheckpointReference reference : pointer.retained()) {
            store.manifest(pointer.job(), reference)
                    .ifPresent(manifest -> readable.put(reference.checkpoint(), manifest));
        }
        // Whether some sink's output is visible up to the newest is not known here, so it is taken for granted.
        RestoreChoice choice =
                RestoreChoice.of(pointer, reference -> readable.containsKey(reference.checkpoint()), true);
        if (choice instanceof RestoreChoice.Suspend suspended) {
            throw new IOException(suspended.reason().sentence());
        }
        return List.copyOf(readable.values());
    }

    private long highestCheckpoint(JobId id, Pointer pointer) throws IOException {
        Stream<Long> named = pointer.retained().stream()
                .map(reference -> reference.checkpoint().number());
        Stream<Long> begun = Stream.concat(
                        list(directory.checkpoints(id)).stream().map(StoredNames::ofCheckpoint),
                        list(directory.snapshots(id)).stream().map(StoredNames::ofSnapshot))
                .flatMap(Optional::stream)
                .map(StoredNames.Origin::checkpoint);
        long ofCheckpoints =
                Stream.concat(named, begun).mapToLong(Long::longValue).max().orElse(0);
        return Math.max(ofCheckpoints, new StoredWishes(storage, directory).highestSavepoint(id));
    }

    /**
     * Deletes what no pointer names and an earlier leader had written. Of this epoch nothing is, and of a later one even less:
     * whoever is superseded while it is at this deletes nothing that counts.
     */
    private void sweep(JobId id, Pointer pointer, List<Manifest> manifests) throws IOException {
        Set<String> files = new TreeSet<>();
        manifests.forEach(manifest -> files.addAll(manifest.files()));
        List<String> unnamed = list(directory.snapshots(id)).stream()
                .filter(name ->
                        StoredNames.ofSnapshot(name).filter(this::isEarlier).isPresent())
                .filter(name -> !files.contains(name))
                .toList();
        new SnapshotDirectory(storage, directory.snapshots(id)).delete(unnamed);
        for (String name : list(directory.checkpoints(id))) {
            boolean retained = pointer.retained().stream()
                    .anyMatch(reference -> reference.manifest().startsWith(name + "/"));
            if (!retained
                    && StoredNames.ofCheckpoint(name).filter(this::isEarlier).isPresent()) {
                storage.deleteTree(directory.checkpoints(id).child(name));
            }
        }
    }

    private boolean isEarlier(StoredNames.Origin origin) {
        return origin.epoch().compareTo(epoch) < 0;
    }

    private List<String> list(StoragePath path) throws IOException {
        return storage.list(path).orElse(List.of());
    }
}
