package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.checkpoint.RestoreChoice;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * How the leader of a term takes up what leaders before it have left: their terms are over, so it reads what they decided, and
 * clears away what came to nothing. Any thread may call; calls block.
 */
public record Takeover(FileStorages storages, Term term) {

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
        return fileStore();
    }

    private FileJobStore fileStore() {
        return new FileJobStore(directories(), term);
    }

    private CheckpointDirectories directories() {
        return new CheckpointDirectories(storages);
    }

    /** Takes up all jobs; one that cannot be read keeps no other one from it. */
    public Inherited takeUpAll() throws IOException {
        List<TakenJob> jobs = new ArrayList<>();
        TreeMap<JobId, String> unreadable = new TreeMap<>();
        for (JobId job : term.jobs()) {
            if (job.equals(StoredMainEnd.PROGRAM)) {
                continue;
            }
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

    /** Takes up one job. Of one that has ended nothing is looked at, since that may be deleted already. */
    TakenJob takeUp(JobId id) throws IOException {
        StoredJob job = new StoredJobs(term).read(id);
        FileJobStore store = fileStore();
        String checkpoints = job.checkpointDirectory();
        Optional<JobResult> result = store.result(id);
        if (result.isPresent()) {
            return new TakenJob(job, JobPast.none(id, term.epoch(), checkpoints), result);
        }
        Pointer pointer = store.pointer(id, checkpoints).orElseGet(() -> Pointer.none(id, term.epoch()));
        Restorable restorable = restorable(job, pointer);
        Optional<Manifest> origin = origin(job, pointer);
        SortedSet<Long> numbers = numbersIn(checkpoints);
        long above = Stream.of(
                        numbers.isEmpty() ? 0 : numbers.last(),
                        newest(pointer),
                        origin.map(manifest -> manifest.checkpoint().number()).orElse(0L),
                        new StoredWishes(term).highestSavepoint(id))
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        sweep(checkpoints, numbers, pointer);
        JobPast past = new JobPast(
                checkpoints,
                origin,
                restorable.pointer(),
                restorable.manifests(),
                new CheckpointId(above + 1),
                store.deployment(id));
        return new TakenJob(job, past, result);
    }

    /** What there is of a job that has just been accepted. */
    public static JobPast first(StoredJob job, LeaderEpoch epoch, Savepoints savepoints) throws IOException {
        JobPast none = JobPast.none(job.plan().job(), epoch, job.checkpointDirectory());
        return job.origin().isPresent()
                ? none.startingFrom(savepoints.read(job.origin().get()))
                : none;
    }

    /** Where the job begins; once it has a checkpoint of its own its user may have deleted that. */
    private Optional<Manifest> origin(StoredJob job, Pointer pointer) throws IOException {
        return job.origin().isPresent() && pointer.newest().isEmpty()
                ? Optional.of(directories().read(job.origin().get()))
                : Optional.empty();
    }

    /** The checkpoints that can be read, and the pointer as it is without the others. */
    private record Restorable(Pointer pointer, List<Manifest> manifests) {}

    private Restorable restorable(StoredJob job, Pointer pointer) throws IOException {
        TreeMap<CheckpointId, Manifest> readable = new TreeMap<>();
        for (CheckpointReference reference : pointer.retained()) {
            find(reference).ifPresent(manifest -> readable.put(reference.checkpoint(), manifest));
        }
        RestoreChoice choice = RestoreChoice.of(
                pointer,
                reference -> readable.containsKey(reference.checkpoint()),
                job.plan().hasTwoPhaseSinks());
        if (choice instanceof RestoreChoice.Suspend suspended) {
            throw new IOException(suspended.reason().sentence());
        }
        List<CheckpointReference> kept = pointer.retained().stream()
                .filter(reference -> readable.containsKey(reference.checkpoint()))
                .toList();
        return new Restorable(new Pointer(pointer.job(), pointer.epoch(), kept), List.copyOf(readable.values()));
    }

    /** A storage that cannot be reached is another matter than a manifest that is not there or not what it was. */
    private Optional<Manifest> find(CheckpointReference reference) throws IOException {
        Optional<Manifest> found = directories().find(reference);
        if (found.isEmpty()) {
            LOG.error(
                    "Expected {} with the checksum {}, but it is not there, or damaged.",
                    reference.manifest(),
                    Long.toHexString(reference.checksum()));
        }
        return found;
    }

    private static long newest(Pointer pointer) {
        return pointer.newest().map(newest -> newest.checkpoint().number()).orElse(0L);
    }

    private SortedSet<Long> numbersIn(String checkpoints) throws IOException {
        StoragePath directory = StoragePath.parse(checkpoints);
        return storages.of(directory).list(directory).orElse(List.of()).stream()
                .map(StoredNames::numberOfCheckpoint)
                .flatMapToLong(OptionalLong::stream)
                .boxed()
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Deletes what came to nothing and is older than the newest checkpoint that was decided: no leader ever goes back to a number
     * below that, so this does no harm even if it is done by somebody who has been superseded meanwhile. What came to nothing
     * above it waits for the next takeover, or the end of the job.
     */
    private void sweep(String checkpoints, SortedSet<Long> numbers, Pointer pointer) {
        Set<Long> retained = pointer.retained().stream()
                .map(reference -> reference.checkpoint().number())
                .collect(Collectors.toSet());
        numbers.headSet(newest(pointer)).stream()
                .filter(number -> !retained.contains(number))
                .forEach(number -> directories().deleteTree(directoryOf(checkpoints, number)));
    }

    private static StoragePath directoryOf(String checkpoints, long number) {
        return StoragePath.parse(StoredNames.manifest(checkpoints, new CheckpointId(number)))
                .parent();
    }
}
