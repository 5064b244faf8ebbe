package dev.selvage.jobmanager.store;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
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
 * Keeps jobs as files in the cluster's directory, for the leader of one epoch. What is decided lies in a directory that has the
 * epoch in its name, and that the next leader renames before it reads: from then on nothing that this one decides finds a place,
 * and it is told {@link WriteOutcome#REFUSED}. Every record is a new file, and the highest number counts, so a write that
 * takes effect late takes nothing back. Any thread may call; calls block.
 */
public final class FileJobStore implements JobStore {

    private static final Logger LOG = LogManager.getLogger(FileJobStore.class);

    private final FileStorage storage;
    private final ClusterDirectory directory;
    private final LeaderEpoch epoch;
    private final Savepoints savepoints;
    private final PreparedManifests prepared = new PreparedManifests();
    private final RecordFile<Manifest> manifests = new RecordFile<>("manifest", Manifest.class);
    private final RecordFile<Pointer> pointers = new RecordFile<>("pointer", Pointer.class);
    private final RecordFile<DeploymentRecord> deployments = new RecordFile<>("deployment", DeploymentRecord.class);
    private final RecordFile<JobResult> results = new RecordFile<>("result", JobResult.class);

    /** The store of a leader, in which only jobs that it has taken up can be written. */
    FileJobStore(FileStorage storage, ClusterDirectory directory, LeaderEpoch epoch, Savepoints savepoints) {
        this.storage = storage;
        this.directory = directory;
        this.epoch = epoch;
        this.savepoints = savepoints;
    }

    @Override
    public WriteOutcome writeDeployment(DeploymentRecord record) {
        return decide(record.job(), StoredNames.DEPLOYMENT, record.deployment().number(), deployments, record);
    }

    @Override
    public WriteOutcome writePointer(Pointer pointer) {
        Optional<String> name = PointerName.of(pointer);
        if (name.isPresent()) {
            // Decision moment: the name says it all, and is there, in the directory of the one that leads, or not at
            // all.
            return mark(directory.decisions(pointer.job(), epoch).child(name.get()));
        }
        long newest = pointer.newest()
                .map(CheckpointReference::checkpoint)
                .map(CheckpointId::number)
                .orElse(0L);
        return decide(pointer.job(), StoredNames.POINTER, newest, pointers, pointer);
    }

    private WriteOutcome mark(StoragePath marker) {
        try {
            // Made again it is the same, so that a write of unknown fate may be repeated.
            storage.createDirectory(marker);
            return WriteOutcome.WRITTEN;
        } catch (RefusedException e) {
            return WriteOutcome.REFUSED;
        } catch (IOException e) {
            return unknown(marker, e);
        }
    }

    private static WriteOutcome unknown(StoragePath file, IOException e) {
        LOG.warn("expected to write {}, but nobody knows whether it is there; it is tried again", file, e);
        return WriteOutcome.UNKNOWN;
    }

    private <T> WriteOutcome decide(JobId job, String prefix, long number, RecordFile<T> format, T record) {
        StoragePath decisions = directory.decisions(job, epoch);
        // Decision moment: the file is there with all its content, in the directory of the one that leads, or not at
        // all.
        return write(decisions.child(prefix + number), format, record);
    }

    /** What is superseded is in nobody's way; deleting it is not worth a failure, nor the time of who waits for a decision. */
    @Override
    public void deleteSuperseded(JobId job) {
        StoragePath decisions = directory.decisions(job, epoch);
        try {
            List<String> names = storage.list(decisions).orElse(List.of());
            deleteAllButHighest(decisions, names, StoredNames.POINTER);
            deleteAllButHighest(decisions, names, StoredNames.DEPLOYMENT);
        } catch (IOException e) {
            LOG.warn("expected to delete what is superseded in {}, but it stays: {}", decisions, e.toString());
        }
    }

    private void deleteAllButHighest(StoragePath decisions, List<String> names, String prefix) throws IOException {
        OptionalLong highest = highest(names, prefix);
        for (String name : names) {
            OptionalLong number = StoredNames.number(name, prefix);
            if (number.isPresent() && number.getAsLong() < highest.orElseThrow()) {
                storage.delete(decisions.child(name));
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
        return write(directory.decisions(result.job(), epoch).child(StoredNames.RESULT), results, result);
    }

    private <T> WriteOutcome write(StoragePath file, RecordFile<T> format, T record) {
        try {
            byte[] bytes = format.bytes(record);
            return write(file, bytes, () -> storage.createAtomically(file, bytes));
        } catch (IOException e) {
            return unknown(file, e);
        }
    }

    private WriteOutcome write(StoragePath file, byte[] bytes, Creation creation) throws IOException {
        try {
            creation.run();
            return WriteOutcome.WRITTEN;
        } catch (RefusedException e) {
            return e.reason() == RefusedException.Reason.EXISTS ? compare(file, bytes) : WriteOutcome.REFUSED;
        }
    }

    /** Makes a file at once with all its content, or not at all. */
    private interface Creation {
        void run() throws IOException;
    }

    /** A write of unknown fate that was repeated, or another one's. */
    private WriteOutcome compare(StoragePath file, byte[] wanted) throws IOException {
        Optional<byte[]> found = storage.read(file);
        if (found.isEmpty()) {
            return WriteOutcome.UNKNOWN;
        }
        return Arrays.equals(found.get(), wanted) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
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
            WriteOutcome outcome = write(file, bytes, () -> create(file, bytes, manifest.job(), order));
            // It is not read back: what was created is there and durable, and file systems check what they are sent.
            return outcome == WriteOutcome.WRITTEN
                    ? StoredManifest.written(new CheckpointReference(
                            order.checkpoint(), StoredNames.manifest(order), RecordFile.checksum(bytes)))
                    : StoredManifest.not(outcome);
        } catch (IOException e) {
            return StoredManifest.not(unknown(file, e));
        }
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
        return read(job, newest(job, StoredNames.DEPLOYMENT), deployments);
    }

    /** Which checkpoints count. */
    Optional<Pointer> pointer(JobId job) throws IOException {
        Optional<String> name = newest(job, StoredNames.POINTER);
        Optional<Pointer> named = name.flatMap(it -> PointerName.read(job, it));
        Optional<Pointer> found = named.isPresent() ? named : read(job, name, pointers);
        if (name.isPresent() && found.isEmpty()) {
            // To go on as if there were none would be to begin the job anew.
            throw new IOException(
                    "Expected " + directory.decisions(job, epoch).child(name.get())
                            + " to say which checkpoints count, but it does not: another release made it, or somebody did by hand.");
        }
        return found;
    }

    private Optional<String> newest(JobId job, String prefix) throws IOException {
        return storage.list(directory.decisions(job, epoch)).orElse(List.of()).stream()
                .filter(name -> StoredNames.number(name, prefix).isPresent())
                .max(Comparator.comparingLong(
                        name -> StoredNames.number(name, prefix).orElseThrow()));
    }

    private <T> Optional<T> read(JobId job, Optional<String> name, RecordFile<T> format) throws IOException {
        return name.isPresent() ? read(directory.decisions(job, epoch).child(name.get()), format) : Optional.empty();
    }

    /** How the job ended, if it has. */
    public Optional<JobResult> result(JobId job) throws IOException {
        return read(directory.decisions(job, epoch).child(StoredNames.RESULT), results);
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

    private <T> Optional<T> read(StoragePath file, RecordFile<T> format) throws IOException {
        Optional<byte[]> found = storage.read(file);
        return found.isPresent() ? Optional.of(format.read(found.get(), file)) : Optional.empty();
    }
}
