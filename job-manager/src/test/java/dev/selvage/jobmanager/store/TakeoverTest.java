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
import dev.selvage.core.jobmanager.deployment.TaskLocation;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.slots.Slot;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.Peer;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Operator;
import dev.selvage.core.plan.Vertex;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakeoverTest {

    private static final JobId JOB = StoredJobsTest.STORED.plan().job();
    private static final TaskId TASK = new TaskId(JOB, new SubtaskId(new VertexId(1, 2), 3), new DeploymentNumber(1));

    private final FileStorages storages = new FileStorages(Optional.empty());
    private final Savepoints savepoints = new Savepoints(storages);
    private final DirectoryServices services;
    private final Path checkpoints;
    private final StoredJob stored;

    TakeoverTest(@TempDir Path directory) throws IOException {
        this.services = new DirectoryServices(
                new LocalFileStorage(),
                new ClusterDirectory(
                        new ClusterId("c"),
                        StoragePath.parse(directory.resolve("c").toString())),
                leader -> false);
        this.checkpoints = directory.resolve("checkpoints");
        this.stored = stored(plan(true), Optional.empty());
    }

    private StoredJob stored(ExecutionPlan plan, Optional<String> origin) {
        return new StoredJob(
                plan,
                StoredJobsTest.STORED.settings(),
                Optional.of(checkpoints.toString()),
                StoredJobsTest.STORED.retention(),
                origin);
    }

    private static ExecutionPlan plan(boolean twoPhase) {
        ExecutionPlan plan = StoredJobsTest.STORED.plan();
        List<Vertex> vertices = plan.vertices().stream()
                .map(vertex -> new Vertex(
                        vertex.id(),
                        vertex.name(),
                        vertex.chain().stream()
                                .map(it -> new Operator(it.id(), it.name(), it.uid(), twoPhase, it.input()))
                                .toList(),
                        vertex.parallelism(),
                        vertex.maxParallelism(),
                        vertex.slotSharingGroup()))
                .toList();
        return new ExecutionPlan(plan.job(), plan.name(), vertices, plan.edges());
    }

    /** The first one accepts the job. */
    private Takeover next() throws IOException {
        Term term = services.lead();
        if (term.epoch().number() == 1) {
            accept(term, stored);
        }
        return new Takeover(storages, term);
    }

    private static void accept(Term term, StoredJob job) {
        assertThat(new StoredJobs(term).write(job)).isEqualTo(WriteOutcome.WRITTEN);
    }

    private CheckpointOrder order(long epoch, long checkpoint) {
        return new CheckpointOrder(
                new LeaderEpoch(epoch),
                new CheckpointId(checkpoint),
                CheckpointKind.CHECKPOINT,
                1_000,
                checkpoints + "/chk-" + checkpoint);
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
        Files.createDirectories(Path.of(order.directory()));
        return Files.createFile(Path.of(order.fileOf(TASK)));
    }

    @Test
    void aJobThatNobodyHasRunBeginsAtItsBeginning() throws Exception {
        TakenJob taken = next().takeUp(JOB);

        assertThat(taken.job()).isEqualTo(stored);
        assertThat(taken.past()).isEqualTo(JobPast.none(JOB, new LeaderEpoch(1), checkpoints.toString()));
        assertThat(taken.result()).isEmpty();
    }

    @Test
    void theNextLeaderFindsWhatWasDecided() throws Exception {
        JobStore store = next().store();
        Pointer pointer = decided(store, order(1, 7));
        DeploymentRecord deployed = new DeploymentRecord(
                JOB,
                new LeaderEpoch(1),
                TASK.deployment(),
                Optional.empty(),
                List.of(new TaskLocation(TASK, new Slot(new TaskManagerId("one"), 1))),
                List.of(new Peer(new TaskManagerId("one"), "host", 7)));
        store.writeDeployment(deployed);

        next();
        JobPast past = next().takeUp(JOB).past();

        assertThat(past.pointer()).isEqualTo(pointer);
        assertThat(past.manifests()).extracting(Manifest::checkpoint).containsExactly(new CheckpointId(7));
        assertThat(past.nextCheckpoint()).isEqualTo(new CheckpointId(8));
        assertThat(past.deployed()).contains(deployed);
    }

    @Test
    void whoeverLedBeforeDecidesNothingAnyMore() throws Exception {
        JobStore before = next().store();
        Pointer pointer = decided(before, order(1, 1));
        next();

        assertThat(before.writePointer(new Pointer(JOB, new LeaderEpoch(1), List.of(manifest(before, order(1, 2))))))
                .isEqualTo(WriteOutcome.REFUSED);
        assertThat(next().takeUp(JOB).past().pointer()).isEqualTo(pointer);
    }

    @Test
    void aLeaderThatIsSupersededWhileItStartsIsTold() throws Exception {
        Takeover late = next();
        next();

        assertThatThrownBy(late::takeUpAll)
                .isInstanceOf(SupersededException.class)
                .hasMessageContaining("another leader's");
        assertThatThrownBy(() -> late.term().announce("here", "there")).isInstanceOf(SupersededException.class);
    }

    @Test
    void aJobThatCannotBeReadKeepsNoOtherFromBeingTakenUp() throws Exception {
        JobId broken = new JobId(9, 9);
        next().term().write(broken, "job", "not a job".getBytes(StandardCharsets.UTF_8));

        Takeover.Inherited inherited = next().takeUpAll();

        assertThat(inherited.jobs()).extracting(TakenJob::job).containsExactly(stored);
        assertThat(inherited.unreadable()).containsOnlyKeys(broken);
        assertThat(inherited.unreadable().get(broken))
                .contains("not a job")
                .contains("the record job of job " + broken);
    }

    @Test
    void numbersThatWereTakenAreNotTakenAgainAndWhatIsOlderThanTheNewestGoes() throws Exception {
        JobStore store = next().store();
        snapshot(order(1, 1));
        decided(store, order(1, 2));
        manifest(store, order(1, 3));
        snapshot(order(1, 4));

        assertThat(next().takeUp(JOB).past().nextCheckpoint()).isEqualTo(new CheckpointId(5));

        assertThat(checkpoints.toFile().list()).containsExactlyInAnyOrder("chk-2", "chk-3", "chk-4");
    }

    @Test
    void aManifestOfTheLeaderBeforeInTheSamePlaceIsNotTakenForOnesOwn() throws Exception {
        Takeover before = next();
        Takeover present = next();
        manifest(before.store(), order(1, 1));

        assertThat(present.store()
                        .writeManifest(
                                new Manifest(
                                        JOB,
                                        new CheckpointId(1),
                                        new LeaderEpoch(2),
                                        CheckpointKind.CHECKPOINT,
                                        1_000,
                                        List.of()),
                                order(2, 1))
                        .outcome())
                .isEqualTo(WriteOutcome.REFUSED);
    }

    @Test
    void aJobBeginsWithTheSavepointThatItNamesUntilItHasACheckpoint(@TempDir Path own) throws Exception {
        String savepoint = own.resolve("savepoint").toString();
        SavepointsInTests.complete(savepoints, savepoint, new JobId(0, 99), 41);
        StoredJob job = stored(stored.plan(), Optional.of(savepoint));
        Term term = services.lead();
        accept(term, job);
        Takeover takeover = new Takeover(storages, term);

        JobPast first = takeover.takeUp(JOB).past();
        assertThat(first).isEqualTo(Takeover.first(job, term.epoch(), savepoints));
        assertThat(first.origin().map(Manifest::checkpoint)).contains(new CheckpointId(41));
        assertThat(first.nextCheckpoint()).isEqualTo(new CheckpointId(42));

        Pointer pointer = decided(takeover.store(), order(1, 42));
        Files.delete(Path.of(savepoint, "_metadata"));
        JobPast next = next().takeUp(JOB).past();
        assertThat(next.origin()).isEmpty();
        assertThat(next.pointer()).isEqualTo(pointer);
    }

    @Test
    void numbersOfSavepointsThatAreElsewhereByNowAreNotTakenAgain() throws Exception {
        Takeover takeover = next();
        StoredWishes wishes = new StoredWishes(takeover.term());
        wishes.leave(JOB, "one", new JobEvent.SavepointAsked("/elsewhere"));
        wishes.answer(
                JOB, "one", WishAnswer.of(new CheckpointReference(new CheckpointId(12), "/elsewhere/_metadata", 0)));

        assertThat(takeover.takeUp(JOB).past().nextCheckpoint()).isEqualTo(new CheckpointId(13));
    }

    @Test
    void aResultIsFound() throws Exception {
        JobResult result = new JobResult(JOB, JobStatus.FINISHED, Optional.empty());
        next().store().writeResult(result);

        assertThat(next().takeUp(JOB).result()).contains(result);
    }

    @Test
    void ofAJobThatHasEndedNothingElseIsLookedAt() throws Exception {
        JobStore store = next().store();
        CheckpointReference newest = decided(store, order(1, 1)).newest().orElseThrow();
        store.writeResult(new JobResult(JOB, JobStatus.CANCELLED, Optional.empty()));
        Files.delete(Path.of(newest.manifest()));

        assertThat(next().takeUpAll().unreadable()).isEmpty();
    }

    @Test
    void aNewestCheckpointWhoseOutputIsVisibleIsNotPassedOver() throws Exception {
        CheckpointReference newest =
                decided(next().store(), order(1, 1)).newest().orElseThrow();
        Files.writeString(Path.of(newest.manifest()), "something else");

        assertThatThrownBy(() -> next().takeUp(JOB))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(newest.manifest())
                .hasMessageContaining("explicit command");
    }

    @Test
    void withoutTwoPhaseSinksTheOneBeforeServesInItsPlace() throws Exception {
        Term term = services.lead();
        accept(term, stored(plan(false), Optional.empty()));
        JobStore store = new Takeover(storages, term).store();
        CheckpointReference first = decided(store, order(1, 1)).newest().orElseThrow();
        CheckpointReference second = manifest(store, order(1, 2));
        store.writePointer(new Pointer(JOB, term.epoch(), List.of(second, first)));
        Files.writeString(Path.of(second.manifest()), "something else");

        JobPast past = next().takeUp(JOB).past();

        assertThat(past.pointer().retained()).containsExactly(first);
        assertThat(past.manifests()).extracting(Manifest::checkpoint).containsExactly(first.checkpoint());
        assertThat(past.nextCheckpoint()).isEqualTo(new CheckpointId(3));
        Files.delete(Path.of(first.manifest()));
        assertThatThrownBy(() -> next().takeUp(JOB)).hasMessageContaining("neither can those before it");
    }
}
