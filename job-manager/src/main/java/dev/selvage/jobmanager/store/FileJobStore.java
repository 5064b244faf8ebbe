package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.PreparedFile;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Keeps jobs for the leader of one term: what is decided with the term, which refuses it once another one has begun, and
 * manifests as files. Of the records of a kind the highest number counts, so a write that takes effect late takes nothing
 * back. Any thread may call; calls block.
 */
public final class FileJobStore implements JobStore {

    private static final Logger LOG = LogManager.getLogger(FileJobStore.class);

    private final FileStorage storage;
    private final ClusterDirectory directory;
    private final Term term;
    private final TermRecords records;
    private final Savepoints savepoints;
    private final PreparedManifests prepared = new PreparedManifests();
    private final RecordFile<Manifest> manifests = new RecordFile<>("manifest", Manifest.class);
    private final RecordFile<Pointer> pointers = new RecordFile<>("pointer", Pointer.class);
    private final RecordFile<DeploymentRecord> deployments = new RecordFile<>("deployment", DeploymentRecord.class);
    private final RecordFile<JobResult> results = new RecordFile<>("result", JobResult.class);

    /** The store of a leader, in which only jobs that it has taken up can be written. */
    FileJobStore(FileStorage storage, ClusterDirectory directory, Term term, Savepoints savepoints) {
        this.storage = storage;
        this.directory = directory;
        this.term = term;
        this.records = new TermRecords(term);
        this.savepoints = savepoints;
    }

    @Override
    public WriteOutcome writeDeployment(DeploymentRecord record) {
        return records.write(record.job(), StoredNames.DEPLOYMENT + record.deployment(), deployments, record);
    }

    @Override
    public WriteOutcome writePointer(Pointer pointer) {
        Optional<String> name = PointerName.of(pointer);
        if (name.isPresent()) {
            // The name says it all, so that it is decided in as few round trips as can be.
            return term.mark(pointer.job(), name.get());
        }
        long newest = pointer.newest()
                .map(CheckpointReference::checkpoint)
                .map(CheckpointId::number)
                .orElse(0L);
        return records.write(pointer.job(), StoredNames.POINTER + newest, pointers, pointer);
    }

    /** What is superseded is in nobody's way; deleting it is not worth a failure, nor the time of who waits for a decision. */
    @Override
    public void deleteSuperseded(JobId job) {
        try {
            List<String> names = term.names(job);
            deleteAllButHighest(job, names, StoredNames.POINTER);
            deleteAllButHighest(job, names, StoredNames.DEPLOYMENT);
        } catch (IOException e) {
            LOG.warn("Expected to delete what is superseded of job {}, but it stays: {}", job, e.toString());
        }
    }

    private void deleteAllButHighest(JobId job, List<String> names, String prefix) throws IOException {
        OptionalLong highest = highest(names, prefix);
        for (String name : names) {
            OptionalLong number = StoredNames.number(name, prefix);
            if (number.isPresent() && number.getAsLong() < highest.orElseThrow()) {
                term.delete(job, name);
            }
        }
    }

    private static OptionalLong highest(List<String> names, String prefix) {
        return names.stream()
                .map(name -> StoredNames.number(name, prefix))
                .filter(OptionalLong::isPresent)
                .mapToLong(OptionalLong::orElseThrow)
                .max();
    }

    @Override
    public WriteOutcome writeResult(JobResult result) {
        prepared.giveUp(result.job());
        return records.write(result.job(), StoredNames.RESULT, results, result);
    }

    /** Before the checkpoint is due, so that nobody waits for it. */
    @Override
    public void prepareManifest(JobId job, CheckpointOrder order) {
        if (order.directory().isPresent()) {
            // A savepoint's user waits for more than this.
            return;
        }
        StoragePath place = manifestFile(job, StoredNames.manifest(order)).parent();
        prepared.begin(job, order, () -> {
            storage.createDirectories(place);
            return storage.prepare(place, manifests.beginning());
        });
    }

    @Override
    public StoredManifest writeManifest(Manifest manifest, CheckpointOrder order) {
        return order.directory()
                .map(chosen -> savepoints.write(manifest, chosen))
                .orElseGet(() -> writeCheckpoint(manifest, order));
    }

    private StoredManifest writeCheckpoint(Manifest manifest, CheckpointOrder order) {
        StoragePath file = manifestFile(manifest.job(), StoredNames.manifest(order));
        try {
            byte[] bytes = manifests.bytes(manifest);
            try {
                create(file, bytes, manifest.job(), order);
            } catch (RefusedException e) {
                if (e.reason() != RefusedException.Reason.EXISTS || !holds(file, bytes)) {
                    return StoredManifest.not(WriteOutcome.REFUSED);
                }
                // A write of unknown fate that was repeated.
            }
            // It is not read back: what was created is there and durable, and file systems check what they are sent.
            return StoredManifest.written(new CheckpointReference(
                    order.checkpoint(), StoredNames.manifest(order), RecordFile.checksum(bytes)));
        } catch (IOException e) {
            LOG.warn("Expected to write {}, but nobody knows whether it is there; it is tried again.", file, e);
            return StoredManifest.not(WriteOutcome.UNKNOWN);
        }
    }

    private boolean holds(StoragePath file, byte[] wanted) throws IOException {
        return storage.read(file).filter(found -> Arrays.equals(found, wanted)).isPresent();
    }

    private void create(StoragePath file, byte[] bytes, JobId job, CheckpointOrder order) throws IOException {
        Optional<PreparedFile> begun = prepared.take(job, order);
        if (begun.isEmpty()) {
            storage.createDirectories(file.parent());
            storage.createAtomically(file, bytes);
            return;
        }
        try (PreparedFile rest = begun.get()) {
            rest.createAtomically(file, Arrays.copyOfRange(bytes, manifests.beginning().length, bytes.length));
        }
    }

    private StoragePath manifestFile(JobId job, String name) {
        StoragePath file = directory.checkpoints(job);
        for (String each : name.split("/", -1)) {
            file = file.child(each);
        }
        return file;
    }

    @Override
    public void deleteCheckpoint(JobId job, CheckpointReference checkpoint, List<String> files) {
        if (StoredNames.isOfSavepoint(checkpoint.manifest())) {
            // Its owner deletes it.
            return;
        }
        deleteManifest(manifestFile(job, checkpoint.manifest()));
        snapshots(job).delete(files);
    }

    @Override
    public void deleteAborted(JobId job, CheckpointOrder order) {
        if (order.directory().isPresent()) {
            savepoints.deleteAborted(order, order.directory().get());
            return;
        }
        prepared.giveUp(job, order);
        deleteManifest(manifestFile(job, StoredNames.manifest(order)));
        snapshots(job).deleteAllOf(order);
    }

    private void deleteManifest(StoragePath manifest) {
        try {
            // The directory is of this checkpoint alone, and may hold what is left of a try before.
            storage.deleteTree(manifest.parent());
        } catch (IOException e) {
            LOG.warn("expected to delete {}, but it stays: {}", manifest, e.toString());
        }
    }

    private SnapshotDirectory snapshots(JobId job) {
        return new SnapshotDirectory(storage, directory.snapshots(job));
    }

    /** What was deployed last. */
    Optional<DeploymentRecord> deployment(JobId job) throws IOException {
        Optional<String> name = newest(job, StoredNames.DEPLOYMENT);
        return name.isPresent() ? records.find(job, name.get(), deployments) : Optional.empty();
    }

    /** Which checkpoints count. */
    Optional<Pointer> pointer(JobId job) throws IOException {
        Optional<String> name = newest(job, StoredNames.POINTER);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Pointer> named = PointerName.read(job, name.get());
        return named.isPresent() ? named : records.find(job, name.get(), pointers);
    }

    private Optional<String> newest(JobId job, String prefix) throws IOException {
        return term.names(job).stream()
                .filter(name -> StoredNames.number(name, prefix).isPresent())
                .max(Comparator.comparingLong(
                        name -> StoredNames.number(name, prefix).orElseThrow()));
    }

    /** How the job ended, if it has. */
    public Optional<JobResult> result(JobId job) throws IOException {
        return records.find(job, StoredNames.RESULT, results);
    }

    /** The manifest that a pointer names, if it is what the pointer says. */
    Optional<Manifest> manifest(JobId job, CheckpointReference reference) throws IOException {
        if (StoredNames.isOfSavepoint(reference.manifest())) {
            return savepoints.read(reference);
        }
        StoragePath file = manifestFile(job, reference.manifest());
        Optional<byte[]> found = storage.read(file).filter(bytes -> RecordFile.checksum(bytes) == reference.checksum());
        return found.isPresent() ? Optional.of(manifests.read(found.get(), file)) : Optional.empty();
    }
}
