package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How the leader of a term takes up what leaders before it have left: their terms are over, so it reads what they decided, and
 * clears away what came to nothing. Any thread may call; calls block.
 */
public record Takeover(FileStorage storage, ClusterDirectory directory, Term term, Savepoints savepoints) {

    private static final Logger LOG = LogManager.getLogger(Takeover.class);

    /**
     * What is there.
     *
     * @param unreadable jobs that were accepted and cannot be read, and why: their tasks go on until somebody has brought back
     *     what is missing or has cancelled the job
     */
    public record Inherited(List<TakenJob> jobs, Map<JobId, String> unreadable) {}

    /** What the leader of this term decides goes there. */
    public JobStore store() {
        return new FileJobStore(storage, directory, term, savepoints);
    }

    /** Takes up all jobs; one that cannot be read keeps no other one from it. */
    public Inherited takeUpAll() throws IOException {
        List<TakenJob> jobs = new ArrayList<>();
        TreeMap<JobId, String> unreadable = new TreeMap<>();
        for (JobId job : term.jobs()) {
            try {
                jobs.add(takeUp(job));
            } catch (IOException | RuntimeException e) {
                LOG.error(
                        "Job {} is set apart, since it cannot be taken up; its tasks go on without checkpoints.",
                        job,
                        e);
                unreadable.put(job, String.valueOf(e.getMessage()));
            }
        }
        return new Inherited(List.copyOf(jobs), unreadable);
    }

    /** Takes up one job. */
    TakenJob takeUp(JobId id) throws IOException {
        StoredJob job = new StoredJobs(term).read(id);
        FileJobStore store = new FileJobStore(storage, directory, term, savepoints);
        Pointer pointer = store.pointer(id).orElseGet(() -> Pointer.none(id, term.epoch()));
        List<Manifest> manifests = manifests(store, pointer);
        Optional<Manifest> origin = origin(job, pointer);
        long above = Math.max(
                highestCheckpoint(id, pointer),
                origin.map(manifest -> manifest.checkpoint().number()).orElse(0L));
        JobPast past = new JobPast(origin, pointer, manifests, new CheckpointId(above + 1), store.deployment(id));
        sweep(id, pointer, manifests);
        return new TakenJob(job, past, store.result(id));
    }

    /** What there is of a job that has just been accepted. */
    public static JobPast first(StoredJob job, LeaderEpoch epoch, Savepoints savepoints) throws IOException {
        JobPast none = JobPast.none(job.plan().job(), epoch);
        if (job.origin().isEmpty()) {
            return none;
        }
        Manifest origin = savepoints.read(job.origin().get());
        return new JobPast(
                Optional.of(origin),
                none.pointer(),
                List.of(),
                origin.checkpoint().next(),
                Optional.empty());
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
        return Math.max(ofCheckpoints, new StoredWishes(term).highestSavepoint(id));
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
        return origin.epoch().compareTo(term.epoch()) < 0;
    }

    private List<String> list(StoragePath path) throws IOException {
        return storage.list(path).orElse(List.of());
    }
}
