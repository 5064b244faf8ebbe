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
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Arrays;
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
        long newest = pointer.newest()
                .map(CheckpointReference::checkpoint)
                .map(CheckpointId::number)
                .orElse(0L);
        return decide(pointer.job(), StoredNames.POINTER, newest, pointers, pointer);
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
        return write(directory.decisions(result.job(), epoch).child(StoredNames.RESULT), results, result);
    }

    private <T> WriteOutcome write(StoragePath file, RecordFile<T> format, T record) {
        try {
            byte[] bytes = format.bytes(record);
            try {
                storage.createAtomically(file, bytes);
                return WriteOutcome.WRITTEN;
            } catch (RefusedException e) {
                return e.reason() == RefusedException.Reason.EXISTS ? compare(file, bytes) : WriteOutcome.REFUSED;
            }
        } catch (IOException e) {
            LOG.warn("expected to write {}, but nobody knows whether it is there; it is tried again", file, e);
            return WriteOutcome.UNKNOWN;
        }
    }

    /** A write of unknown fate that was repeated, or another one's. */
    private WriteOutcome compare(StoragePath file, byte[] wanted) throws IOException {
        Optional<byte[]> found = storage.read(file);
        if (found.isEmpty()) {
            return WriteOutcome.UNKNOWN;
        }
        return Arrays.equals(found.get(), wanted) ? WriteOutcome.WRITTEN : WriteOutcome.REFUSED;
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
            storage.createDirectories(file.parent());
            WriteOutcome outcome = write(file, manifests, manifest);
            if (outcome != WriteOutcome.WRITTEN) {
                return StoredManifest.not(outcome);
            }
            // Read back: a pointer must never name what cannot be read.
            byte[] wanted = manifests.bytes(manifest);
            return compare(file, wanted) == WriteOutcome.WRITTEN
                    ? StoredManifest.written(new CheckpointReference(
                            order.checkpoint(), StoredNames.manifest(order), RecordFile.checksum(wanted)))
                    : StoredManifest.not(WriteOutcome.UNKNOWN);
        } catch (IOException e) {
            LOG.warn("expected to write {}, but nobody knows whether it is there; it is tried again", file, e);
            return StoredManifest.not(WriteOutcome.UNKNOWN);
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
        deleteManifest(manifestFile(job, StoredNames.manifest(order)));
        snapshots(job).deleteAllOf(order);
    }

    private void deleteManifest(StoragePath manifest) {
        try {
            storage.delete(manifest);
            storage.delete(manifest.parent());
        } catch (IOException e) {
            LOG.warn("expected to delete {}, but it stays: {}", manifest, e.toString());
        }
    }

    private SnapshotDirectory snapshots(JobId job) {
        return new SnapshotDirectory(storage, directory.snapshots(job));
    }

    /** What was deployed last. */
    Optional<DeploymentRecord> deployment(JobId job) throws IOException {
        return newest(job, StoredNames.DEPLOYMENT, deployments);
    }

    /** Which checkpoints count. */
    Optional<Pointer> pointer(JobId job) throws IOException {
        return newest(job, StoredNames.POINTER, pointers);
    }

    private <T> Optional<T> newest(JobId job, String prefix, RecordFile<T> format) throws IOException {
        StoragePath decisions = directory.decisions(job, epoch);
        OptionalLong highest = highest(storage.list(decisions).orElse(List.of()), prefix);
        return highest.isPresent() ? read(decisions.child(prefix + highest.getAsLong()), format) : Optional.empty();
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
