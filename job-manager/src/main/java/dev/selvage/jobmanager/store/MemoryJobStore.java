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
import dev.selvage.platform.storage.FileStorages;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps everything but snapshots and savepoints in memory, for jobs that end with their JVM: every write is done at once. Any thread may call.
 */
public final class MemoryJobStore implements JobStore {

    private final CheckpointDirectories directories;
    private final TreeMap<JobId, DeploymentRecord> deployments = new TreeMap<>();
    private final TreeMap<String, Manifest> manifests = new TreeMap<>();
    private final TreeMap<JobId, Pointer> pointers = new TreeMap<>();
    private final TreeMap<JobId, JobResult> results = new TreeMap<>();

    /** A store of jobs with snapshots and savepoints on these storages. */
    public MemoryJobStore(FileStorages storages) {
        this.directories = new CheckpointDirectories(storages);
    }

    @Override
    public synchronized WriteOutcome writeDeployment(DeploymentRecord record) {
        deployments.merge(
                record.job(),
                record,
                (before, next) -> before.deployment().compareTo(next.deployment()) < 0 ? next : before);
        return WriteOutcome.WRITTEN;
    }

    @Override
    public synchronized StoredManifest writeManifest(Manifest manifest, CheckpointOrder order) {
        if (order.isSavepoint()) {
            StoredManifest stored = directories.write(manifest, order, Optional.empty());
            // A job that stops with it goes on from it if its end fails.
            stored.reference().ifPresent(reference -> manifests.put(reference.manifest(), manifest));
            return stored;
        }
        String name = nameOf(order);
        Manifest before = manifests.putIfAbsent(name, manifest);
        return before == null || before.equals(manifest)
                ? StoredManifest.written(new CheckpointReference(order.checkpoint(), name, 0))
                : StoredManifest.not(WriteOutcome.REFUSED);
    }

    @Override
    public synchronized WriteOutcome writePointer(Pointer pointer) {
        pointers.merge(pointer.job(), pointer, (before, next) -> newestOf(before) < newestOf(next) ? next : before);
        return WriteOutcome.WRITTEN;
    }

    private static long newestOf(Pointer pointer) {
        return pointer.newest()
                .map(CheckpointReference::checkpoint)
                .map(CheckpointId::number)
                .orElse(0L);
    }

    @Override
    public synchronized WriteOutcome writeResult(JobResult result) {
        results.put(result.job(), result);
        return WriteOutcome.WRITTEN;
    }

    private static String nameOf(CheckpointOrder order) {
        return order.directory() + "/" + StoredNames.MANIFEST;
    }

    @Override
    public void deleteCheckpoint(CheckpointReference checkpoint) {
        forget(checkpoint.manifest());
        directories.delete(checkpoint);
    }

    @Override
    public void deleteAborted(JobId job, CheckpointOrder order) {
        forget(nameOf(order));
        directories.deleteAborted(order);
    }

    private synchronized void forget(String manifest) {
        manifests.remove(manifest);
    }

    public synchronized Optional<DeploymentRecord> deployment(JobId job) {
        return Optional.ofNullable(deployments.get(job));
    }

    public synchronized Optional<Pointer> pointer(JobId job) {
        return Optional.ofNullable(pointers.get(job));
    }

    /** The manifest that a pointer names. */
    public synchronized Optional<Manifest> manifest(CheckpointReference reference) {
        return Optional.ofNullable(manifests.get(reference.manifest()));
    }

    public synchronized Optional<JobResult> result(JobId job) {
        return Optional.ofNullable(results.get(job));
    }
}
