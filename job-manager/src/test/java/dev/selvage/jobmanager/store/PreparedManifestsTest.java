package dev.selvage.jobmanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.platform.storage.PreparedFile;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class PreparedManifestsTest {

    private static final JobId JOB = new JobId(0, 7);

    private final PreparedManifests manifests = new PreparedManifests();

    private static final class Begun implements PreparedFile {
        private int timesClosed;

        @Override
        public void createAtomically(StoragePath file, byte[] rest) {}

        @Override
        public void close() {
            timesClosed++;
        }
    }

    private static CheckpointOrder order(long checkpoint) {
        return new CheckpointOrder(
                new LeaderEpoch(3),
                new CheckpointId(checkpoint),
                CheckpointKind.CHECKPOINT,
                1_000,
                "/chk-" + checkpoint);
    }

    private Begun begun(long checkpoint) {
        Begun file = new Begun();
        manifests.begin(JOB, order(checkpoint), () -> file);
        return file;
    }

    @Test
    void whatWasBegunIsTakenOnceAndForItsCheckpointOnly() {
        Begun file = begun(4);

        assertThat(manifests.take(JOB, order(3))).isEmpty();
        assertThat(manifests.take(new JobId(0, 8), order(4))).isEmpty();
        CheckpointOrder triggered = new CheckpointOrder(
                new LeaderEpoch(3), new CheckpointId(4), CheckpointKind.CHECKPOINT, 1_001, "/chk-4");
        assertThat(manifests.take(JOB, triggered)).contains(file);
        assertThat(manifests.take(JOB, order(4))).isEmpty();
        manifests.giveUp(JOB);
        assertThat(file.timesClosed).as("it is with whoever took it").isZero();
    }

    @Test
    void whatNobodyTakesIsGivenUp() {
        Begun superseded = begun(4);
        Begun aborted = begun(5);
        assertThat(superseded.timesClosed).isEqualTo(1);

        manifests.giveUp(JOB, order(4));
        assertThat(aborted.timesClosed).isZero();
        manifests.giveUp(JOB, order(5));
        manifests.giveUp(JOB, order(5));
        assertThat(aborted.timesClosed).isEqualTo(1);

        Begun atTheEnd = begun(6);
        manifests.giveUp(JOB);
        assertThat(atTheEnd.timesClosed).isEqualTo(1);
    }

    @Test
    void whatCannotBeBegunIsNotThere() {
        manifests.begin(JOB, order(4), () -> {
            throw new IOException("no place");
        });

        assertThat(manifests.take(JOB, order(4))).isEmpty();
    }

    @Test
    void whoeverTakesWhatIsBeingBegunWaitsForIt() {
        Begun file = new Begun();
        CountDownLatch isBeingMade = new CountDownLatch(1);
        CompletableFuture<Void> mayBeMade = new CompletableFuture<>();
        CompletableFuture<Void> beginning = CompletableFuture.runAsync(() -> manifests.begin(JOB, order(4), () -> {
            isBeingMade.countDown();
            mayBeMade.join();
            return file;
        }));
        CompletableFuture<Optional<PreparedFile>> taken = CompletableFuture.supplyAsync(() -> {
            try {
                isBeingMade.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return manifests.take(JOB, order(4));
        });

        mayBeMade.complete(null);

        assertThat(taken.join()).contains(file);
        beginning.join();
    }
}
