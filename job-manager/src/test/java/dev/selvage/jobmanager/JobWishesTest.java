package dev.selvage.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.SavepointsInTests;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.platform.leadership.DirectoryServices;
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
    void ofALeader() throws Exception {
        stored = new StoredWishes(new DirectoryServices(
                        new LocalFileStorage(),
                        new ClusterDirectory(
                                new ClusterId("c"),
                                StoragePath.parse(directory.resolve("c").toString())),
                        leader -> false)
                .lead());
        nextLeader(Optional.empty());
    }

    private void nextLeader(Optional<CheckpointReference> newest) {
        told.clear();
        wishes = new JobWishes(JOB, stored, savepoints, Runnable::run, told::add, newest);
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
        assertThat(wishes.wish("one", wish)).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(wishes.wish("one", wish)).isEqualTo(WriteOutcome.WRITTEN);
        wishes.look();
        assertThat(told).containsExactly(event(wish));

        nextLeader(Optional.empty());
        wishes.look();
        wishes.look();
        assertThat(told).containsExactly(event(wish));

        Failure reason = Failure.of(ErrorCode.CHECKPOINT_FAILED, "expected a disk with room, but found it full");
        wishes.failed(wish.directory(), reason);
        assertThat(wishes.answer("one")).contains(WishAnswer.refused(reason));
        nextLeader(Optional.empty());
        wishes.look();
        assertThat(told).isEmpty();
    }

    @Test
    void anotherWishUnderTheSameNameIsRefused() throws Exception {
        wishes.wish("one", asked(false));

        assertThat(wishes.wish("one", new JobEvent.CancelAsked())).isEqualTo(WriteOutcome.REFUSED);
        assertThat(told).hasSize(1);
    }

    @Test
    void aSavepointThatALeaderCompletedBeforeItDiedIsNotMadeAgain() throws Exception {
        JobEvent.SavepointAsked wish = asked(false);
        stored.leave(JOB, "one", wish);
        CheckpointReference made = SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);

        wishes.look();

        assertThat(told).isEmpty();
        assertThat(wishes.answer("one")).contains(WishAnswer.of(made));
    }

    @Test
    void aWishThatCouldNotBeLookedIntoIsToldWithTheNextLook() throws Exception {
        JobEvent.SavepointAsked wish = asked(false);
        stored.leave(JOB, "one", wish);
        Path unreadable =
                Path.of(StoragePath.parse(wish.directory()).child("_metadata").path());
        Files.createDirectories(unreadable.getParent());
        Files.writeString(unreadable, "not a manifest");
        JobEvent.SavepointAsked next = asked(false);
        stored.leave(JOB, "two", next);
        wishes.look();
        assertThat(told).as("others do not wait for it").containsExactly(event(next));

        Files.delete(unreadable);
        wishes.look();
        assertThat(told).containsExactly(event(next), event(wish));
    }

    @Test
    void theSavepointThatAJobStopsWithIsToldAtItsEnd() throws Exception {
        JobEvent.SavepointAsked wish = asked(true);
        wishes.wish("one", wish);
        CheckpointReference made = SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);
        wishes.done(wish.directory(), made);
        assertThat(wishes.answer("one")).isEmpty();

        nextLeader(Optional.of(made));
        wishes.look();
        assertThat(told).as("it is decided, so the next leader knows of it").isEmpty();

        wishes.over(() -> told.add(event(new JobEvent.CancelAsked())));
        assertThat(wishes.answer("one")).contains(WishAnswer.of(made));
        assertThat(told).as("the end comes last").hasSize(1);
    }

    @Test
    void aSavepointToStopWithThatWasNotDecidedIsMadeAgain() throws Exception {
        JobEvent.SavepointAsked wish = asked(true);
        stored.leave(JOB, "one", wish);
        SavepointsInTests.complete(savepoints, wish.directory(), JOB, 4);

        nextLeader(Optional.of(new CheckpointReference(new CheckpointId(3), "chk-3-of-1/_metadata", 0)));
        wishes.look();

        assertThat(told).containsExactly(event(wish));
        assertThat(savepoints.complete(wish.directory(), JOB)).isEmpty();
    }

    @Test
    void ofAJobThatIsSetApartSavepointsAreRefusedAndACancellationStands() throws Exception {
        JobEvent.CancelAsked cancel = new JobEvent.CancelAsked();
        wishes.wish("before", asked(false));
        wishes.wish("cancel", cancel);
        Failure reason = Failure.of(ErrorCode.STATE_DAMAGED, "expected a snapshot, but found nothing");

        wishes.setApart(reason);
        wishes.wish("just then", asked(true));

        assertThat(wishes.answer("before")).contains(WishAnswer.refused(reason));
        assertThat(wishes.answer("just then")).contains(WishAnswer.refused(reason));
        nextLeader(Optional.empty());
        wishes.look();
        assertThat(told).containsExactly(event(cancel));
    }

    @Test
    void whatAJobEndsBeforeIsRefusedAndACancellationHasComeTrue() throws Exception {
        wishes.wish("savepoint", asked(false));
        wishes.wish("cancel", new JobEvent.CancelAsked());

        wishes.over(() -> {});

        assertThat(wishes.answer("savepoint").orElseThrow().refusal()).isPresent();
        assertThat(wishes.answer("cancel")).contains(WishAnswer.granted());
    }

    @Test
    void whatIsWishedOfAJobThatHasEndedIsAnsweredAtOnce() throws Exception {
        wishes.over(() -> {});

        JobEvent.SavepointAsked late = asked(true);
        assertThat(wishes.wish("late", late)).isEqualTo(WriteOutcome.WRITTEN);
        wishes.wish("cancel", new JobEvent.CancelAsked());
        wishes.look();

        assertThat(told).as("nobody hears it any more").isEmpty();
        assertThat(wishes.answer("late").orElseThrow().refusal()).isPresent();
        assertThat(wishes.answer("cancel")).contains(WishAnswer.granted());
    }
}
