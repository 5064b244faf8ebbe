package dev.selvage.jobmanager.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.SavepointsInTests;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobWishesTest {

    private static final JobId JOB = new JobId(0, 7);

    @TempDir
    private Path directory;

    private final List<JobManagerEvent> told = new ArrayList<>();
    private final Savepoints savepoints = new Savepoints(new FileStorages(Optional.empty()));
    private StoredWishes stored;
    private JobWishes wishes;

    @BeforeEach
    void ofALeader() {
        stored = new StoredWishes(
                new LocalFileStorage(),
                new ClusterDirectory(new ClusterId("c"), StoragePath.parse(directory.toString())));
        nextLeader();
    }

    private void nextLeader() {
        told.clear();
        wishes = new JobWishes(JOB, stored, savepoints, Runnable::run);
    }

    private void look(Optional<CheckpointReference> newest) {
        wishes.look(newest, told::add);
    }

    private static JobManagerEvent event(JobEvent wish) {
        return new JobManagerEvent.ForJob(JOB, wish);
    }

    private JobEvent.SavepointAsked asked(boolean thenStop) throws Exception {
        return new JobEvent.SavepointAsked(
                savepoints.newDirectory(directory.resolve("savepoints").toString(), JOB), thenStop);
    }

    @Test
    void aWishIsToldOnceToEachLeaderUntilItIsAnswered() throws Exception {
        JobEvent.SavepointAsked wish = asked(false);
        long number = stored.leave(JOB, wish);
        look(Optional.empty());
        look(Optional.empty());
        assertThat(told).containsExactly(event(wish));

        nextLeader();
        look(Optional.empty());
        assertThat(told).containsExactly(event(wish));

        Failure reason = Failure.of(ErrorCode.CHECKPOINT_FAILED, "expected a disk with room, but found it full");
        wishes.failed(wish.directory(), reason);
        assertThat(stored.answer(JOB, number)).contains(WishAnswer.refused(reason));
        nextLeader();
        look(Optional.empty());
        assertThat(told).isEmpty();
    }

    @Test
    void aSavepointThatALeaderCompletedBeforeItDiedIsNotMadeAgain() throws Exception {
        JobEvent.SavepointAsked wish = asked(false);
        long number = stored.leave(JOB, wish);
        CheckpointReference made = SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);

        look(Optional.empty());

        assertThat(told).isEmpty();
        assertThat(stored.answer(JOB, number)).contains(WishAnswer.of(made));
    }

    @Test
    void aWishThatCouldNotBeLookedIntoIsToldWithTheNextLook() throws Exception {
        JobEvent.SavepointAsked wish = asked(false);
        stored.leave(JOB, wish);
        Path unreadable =
                Path.of(StoragePath.parse(wish.directory()).child("_metadata").path());
        Files.createDirectories(unreadable.getParent());
        Files.writeString(unreadable, "not a manifest");
        JobEvent.SavepointAsked next = asked(false);
        stored.leave(JOB, next);
        look(Optional.empty());
        assertThat(told).as("others do not wait for it").containsExactly(event(next));

        Files.delete(unreadable);
        look(Optional.empty());
        assertThat(told).containsExactly(event(next), event(wish));
    }

    @Test
    void theSavepointThatAJobStopsWithIsToldAtItsEnd() throws Exception {
        JobEvent.SavepointAsked wish = asked(true);
        long number = stored.leave(JOB, wish);
        look(Optional.empty());
        CheckpointReference made = SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);
        wishes.done(wish.directory(), made);
        assertThat(stored.answer(JOB, number)).isEmpty();

        nextLeader();
        look(Optional.of(made));
        assertThat(told).as("it is decided, so the next leader knows of it").isEmpty();

        wishes.over(() -> told.add(event(new JobEvent.CancelAsked())));
        assertThat(stored.answer(JOB, number)).contains(WishAnswer.of(made));
        assertThat(told).as("the end comes last").hasSize(1);
    }

    @Test
    void aSavepointToStopWithThatWasNotDecidedIsMadeAgain() throws Exception {
        JobEvent.SavepointAsked wish = asked(true);
        stored.leave(JOB, wish);
        SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);

        look(Optional.of(new CheckpointReference(new CheckpointId(3), "chk-3-of-1/_metadata", 0)));

        assertThat(told).containsExactly(event(wish));
        assertThat(savepoints.complete(wish.directory(), JOB)).isEmpty();
    }

    @Test
    void whatAJobEndsBeforeIsRefusedAndACancellationHasComeTrue() throws Exception {
        long savepoint = stored.leave(JOB, asked(false));
        long cancel = stored.leave(JOB, new JobEvent.CancelAsked());
        look(Optional.empty());

        wishes.over(() -> {});

        assertThat(stored.answer(JOB, savepoint).orElseThrow().refusal()).isPresent();
        assertThat(stored.answer(JOB, cancel)).contains(WishAnswer.granted());
    }
}
