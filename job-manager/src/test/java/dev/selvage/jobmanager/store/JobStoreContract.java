package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every store promises; whoever stores jobs elsewhere passes it too. */
abstract class JobStoreContract {

    static final JobId JOB = new JobId(0, 7);
    static final LeaderEpoch EPOCH = new LeaderEpoch(3);

    abstract JobStore store();

    abstract Optional<DeploymentRecord> deployment() throws IOException;

    abstract Optional<Pointer> pointer() throws IOException;

    abstract Optional<Manifest> manifest(CheckpointReference reference) throws IOException;

    abstract Optional<JobResult> result() throws IOException;

    static DeploymentRecord deployment(long number) {
        return new DeploymentRecord(JOB, EPOCH, new DeploymentNumber(number), Optional.empty(), List.of(), List.of());
    }

    /** The directory with those of the job's checkpoints. */
    abstract String checkpoints();

    final CheckpointOrder order(long checkpoint) {
        return new CheckpointOrder(
                EPOCH,
                new CheckpointId(checkpoint),
                CheckpointKind.CHECKPOINT,
                1_000,
                checkpoints() + "/chk-" + checkpoint);
    }

    static Manifest manifest(long checkpoint, long triggeredAtMillis) {
        return new Manifest(
                JOB, new CheckpointId(checkpoint), EPOCH, CheckpointKind.CHECKPOINT, triggeredAtMillis, List.of());
    }

    private CheckpointReference written(long checkpoint) {
        JobStore.StoredManifest stored = store().writeManifest(manifest(checkpoint, 1_000), order(checkpoint));
        assertThat(stored.outcome()).isEqualTo(WriteOutcome.WRITTEN);
        return stored.reference().orElseThrow();
    }

    @Test
    void aDeploymentIsNeverReplacedByAnEarlierOne() throws IOException {
        assertThat(store().writeDeployment(deployment(2))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store().writeDeployment(deployment(1))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(deployment()).contains(deployment(2));

        assertThat(store().writeDeployment(deployment(3))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(deployment()).contains(deployment(3));
    }

    @Test
    void aManifestIsFoundByItsReference() throws IOException {
        CheckpointReference reference = written(4);

        assertThat(reference.checkpoint()).isEqualTo(new CheckpointId(4));
        assertThat(manifest(reference)).contains(manifest(4, 1_000));
    }

    @Test
    void aManifestWrittenAgainIsWrittenAndAnotherOneInItsPlaceIsRefused() throws IOException {
        CheckpointReference reference = written(4);

        assertThat(written(4)).isEqualTo(reference);
        assertThat(store().writeManifest(manifest(4, 2_000), order(4)))
                .isEqualTo(JobStore.StoredManifest.not(WriteOutcome.REFUSED));
        assertThat(manifest(reference)).contains(manifest(4, 1_000));
    }

    @Test
    void aManifestThatWasPreparedIsWrittenAsAnyOther() throws IOException {
        store().prepareManifest(JOB, order(3));
        store().prepareManifest(JOB, order(4));
        store().prepareManifest(JOB, order(4));

        assertThat(manifest(written(4))).contains(manifest(4, 1_000));
        assertThat(manifest(written(3))).contains(manifest(3, 1_000));
        store().prepareManifest(JOB, order(5));
        store().deleteAborted(JOB, order(5));
    }

    @Test
    void aPointerNeverGoesBackToAnOlderCheckpoint() throws IOException {
        Pointer older = new Pointer(JOB, EPOCH, List.of(written(1)));
        Pointer newer = new Pointer(JOB, EPOCH, List.of(written(2), written(1)));

        assertThat(store().writePointer(newer)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store().writePointer(older)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(pointer()).contains(newer);
    }

    @Test
    void whatIsDeletedIsGoneAndDeletingItAgainDoesNoHarm() throws IOException {
        CheckpointReference kept = written(1);
        CheckpointReference deleted = written(2);

        store().deleteCheckpoint(deleted);
        store().deleteCheckpoint(deleted);
        store().deleteAborted(JOB, order(3));

        assertThat(manifest(deleted)).isEmpty();
        assertThat(manifest(kept)).isPresent();
    }

    @Test
    void aResultStays() throws IOException {
        JobResult result = new JobResult(JOB, JobStatus.FINISHED, Optional.empty());

        assertThat(store().writeResult(result)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(store().writeResult(result)).isEqualTo(WriteOutcome.WRITTEN);

        assertThat(result()).contains(result);
    }
}
