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
import java.io.IOException;
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

    private final CheckpointDirectories directories;
    private final Term term;
    private final TermRecords records;
    private final PreparedManifests prepared = new PreparedManifests();
    private final RecordFile<Pointer> pointers = new RecordFile<>("pointer", Pointer.class);
    private final RecordFile<DeploymentRecord> deployments = new RecordFile<>("deployment", DeploymentRecord.class);
    private final RecordFile<JobResult> results = new RecordFile<>("result", JobResult.class);

    /** The store of a leader, in which only jobs that it has taken up can be written. */
    FileJobStore(CheckpointDirectories directories, Term term) {
        this.directories = directories;
        this.term = term;
        this.records = new TermRecords(term);
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
        if (!order.isSavepoint()) {
            // A savepoint's user waits for more than this.
            prepared.begin(job, order, () -> directories.prepare(order));
        }
    }

    @Override
    public void giveUpPrepared(JobId job) {
        prepared.giveUp(job);
    }

    @Override
    public StoredManifest writeManifest(Manifest manifest, CheckpointOrder order) {
        return directories.write(manifest, order, prepared.take(manifest.job(), order));
    }

    @Override
    public void deleteCheckpoint(CheckpointReference checkpoint) {
        directories.delete(checkpoint);
    }

    @Override
    public void deleteAborted(JobId job, CheckpointOrder order) {
        prepared.giveUp(job, order);
        directories.deleteAborted(order);
    }

    /** What was deployed last. */
    Optional<DeploymentRecord> deployment(JobId job) throws IOException {
        Optional<String> name = newest(job, StoredNames.DEPLOYMENT);
        return name.isPresent() ? records.find(job, name.get(), deployments) : Optional.empty();
    }

    /**
     * Which checkpoints count.
     *
     * @param checkpoints the directory of the job's checkpoints
     */
    Optional<Pointer> pointer(JobId job, String checkpoints) throws IOException {
        Optional<String> name = newest(job, StoredNames.POINTER);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        Optional<Pointer> named = PointerName.read(job, name.get(), checkpoints);
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
}
