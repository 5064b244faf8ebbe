package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Pointer;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.jobmanager.deployment.DeploymentRecord;
import dev.selvage.core.jobmanager.deployment.Slot;
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.Peer;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {

    private static final JobId JOB = StoredJobsTest.STORED.plan().job();
    private static final TaskId TASK = new TaskId(JOB, new SubtaskId(new VertexId(1, 2), 3), new DeploymentNumber(1));

    private final LocalFileStorage storage = new LocalFileStorage();
    private final ClusterDirectory directory;

    TakeoverTest(@TempDir Path directory) throws IOException {
        this.directory = new ClusterDirectory(new ClusterId("c"), StoragePath.parse(directory.toString()));
        new StoredJobs(storage, this.directory).write(StoredJobsTest.STORED);
    }

    private TakenJob takenBy(long epoch) throws IOException {
        return new Takeover(
                        storage, directory, new LeaderEpoch(epoch), new Savepoints(new FileStorages(Optional.empty())))
                .takeUp(JOB);
    }

    private static CheckpointOrder order(long epoch, long checkpoint) {
        return new CheckpointOrder(
                new LeaderEpoch(epoch),
                new CheckpointId(checkpoint),
                CheckpointKind.CHECKPOINT,
                1_000,
                Optional.empty());
    }

    private static CheckpointReference manifest(JobStore store, CheckpointOrder order) {
        return store.writeManifest(
                        new Manifest(
                                JOB, order.checkpoint(), order.epoch(), CheckpointKind.CHECKPOINT, 1_000, List.of()),
                        order)
                .reference()
                .orElseThrow();
    }

    private static Pointer decided(JobStore store, CheckpointOrder order) {
        Pointer pointer = new Pointer(JOB, order.epoch(), List.of(manifest(store, order)));
        assertThat(store.writePointer(pointer)).isEqualTo(WriteOutcome.WRITTEN);
        return pointer;
    }

    private Path snapshot(CheckpointOrder order) throws IOException {
        return Files.createFile(Path.of(directory.snapshots(JOB).path()).resolve(order.fileOf(TASK)));
    }

    @Test
    void aJobThatNobodyHasRunBeginsAtItsBeginning() throws Exception {
        TakenJob taken = takenBy(1);

        assertThat(taken.job()).isEqualTo(StoredJobsTest.STORED);
        assertThat(taken.past()).isEqualTo(JobPast.none(JOB, new LeaderEpoch(1)));
        assertThat(taken.result()).isEmpty();
    }

    @Test
    void theNextLeaderFindsWhatWasDecided() throws Exception {
        JobStore store = takenBy(1).store();
        Pointer pointer = decided(store, order(1, 7));
        DeploymentRecord deployed = new DeploymentRecord(
                JOB,
                new LeaderEpoch(1),
                TASK.deployment(),
                Optional.empty(),
                List.of(new TaskLocation(TASK, new Slot(new TaskManagerId("one"), 1))),
                List.of(new Peer(new TaskManagerId("one"), "host", 7)));
        store.writeDeployment(deployed);

        JobPast past = takenBy(3).past();

        assertThat(past.pointer()).isEqualTo(pointer);
        assertThat(past.manifests()).extracting(Manifest::checkpoint).containsExactly(new CheckpointId(7));
        assertThat(past.nextCheckpoint()).isEqualTo(new CheckpointId(8));
        assertThat(past.deployed()).contains(deployed);
    }

    @Test
    void whoeverLedBeforeDecidesNothingAnyMore() throws Exception {
        JobStore before = takenBy(1).store();
        Pointer pointer = decided(before, order(1, 1));
        takenBy(2);

        assertThat(before.writePointer(new Pointer(JOB, new LeaderEpoch(1), List.of(manifest(before, order(1, 2))))))
                .isEqualTo(WriteOutcome.REFUSED);
        assertThat(takenBy(3).past().pointer()).isEqualTo(pointer);
    }

    @Test
    void aLeaderThatWasSupersededWhileItStartedIsTold() throws Exception {
        takenBy(5);

        assertThatThrownBy(() -> takenBy(4)).isInstanceOf(IOException.class).hasMessageContaining("superseded");
    }

    @Test
    void checkpointsThatWereBegunAreNeverCountedAgainAndTheirFilesGo() throws Exception {
        JobStore store = takenBy(1).store();
        decided(store, order(1, 1));
        manifest(store, order(1, 2));
        Path begun = snapshot(order(1, 3));
        Path ofALaterLeader = snapshot(order(9, 3));

        assertThat(takenBy(2).past().nextCheckpoint()).isEqualTo(new CheckpointId(4));

        assertThat(begun).doesNotExist();
        assertThat(ofALaterLeader).exists();
        assertThat(Path.of(directory.checkpoints(JOB).path()).toFile().list()).containsExactly("chk-1-of-1");
    }

    @Test
    void aJobBeginsWithTheSavepointThatItNamesUntilItHasACheckpoint(@TempDir Path own) throws Exception {
        String savepoint = own.resolve("savepoint").toString();
        Savepoints savepoints = new Savepoints(new FileStorages(Optional.empty()));
        SavepointsInTests.complete(savepoints, savepoint, new JobId(0, 99), 41);
        StoredJob job =
                new StoredJob(StoredJobsTest.STORED.plan(), StoredJobsTest.STORED.settings(), Optional.of(savepoint));
        ClusterDirectory elsewhere = new ClusterDirectory(
                new ClusterId("d"), StoragePath.parse(own.resolve("d").toString()));
        new StoredJobs(storage, elsewhere).write(job);

        TakenJob first = new Takeover(storage, elsewhere, new LeaderEpoch(1), savepoints).takeUp(JOB);
        assertThat(first.past().origin().map(Manifest::checkpoint)).contains(new CheckpointId(41));
        assertThat(first.past().nextCheckpoint()).isEqualTo(new CheckpointId(42));

        Pointer pointer = decided(first.store(), order(1, 42));
        Files.delete(Path.of(savepoint, "_metadata"));
        JobPast next = new Takeover(storage, elsewhere, new LeaderEpoch(2), savepoints)
                .takeUp(JOB)
                .past();
        assertThat(next.origin()).isEmpty();
        assertThat(next.pointer()).isEqualTo(pointer);
    }

    @Test
    void numbersOfSavepointsThatAreElsewhereByNowAreNotTakenAgain() throws Exception {
        StoredWishes wishes = new StoredWishes(storage, directory);
        long wish = wishes.leave(JOB, new JobEvent.SavepointAsked("/elsewhere"));
        wishes.answer(
                JOB, wish, WishAnswer.of(new CheckpointReference(new CheckpointId(12), "/elsewhere/_metadata", 0)));

        assertThat(takenBy(1).past().nextCheckpoint()).isEqualTo(new CheckpointId(13));
    }

    @Test
    void aResultIsFound() throws Exception {
        JobResult result = new JobResult(JOB, JobStatus.FINISHED, Optional.empty());
        takenBy(1).store().writeResult(result);

        assertThat(takenBy(2).result()).contains(result);
    }

    @Test
    void aNewestCheckpointThatCannotBeReadIsNotPassedOver() throws Exception {
        JobStore store = takenBy(1).store();
        CheckpointReference newest = decided(store, order(1, 1)).newest().orElseThrow();
        Files.writeString(Path.of(directory.checkpoints(JOB).path()).resolve(newest.manifest()), "something else");

        assertThatThrownBy(() -> takenBy(2)).isInstanceOf(IOException.class).hasMessageContaining(newest.manifest());
    }
}
