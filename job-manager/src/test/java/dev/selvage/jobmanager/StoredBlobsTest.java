package dev.selvage.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.jobmanager.store.StoredJobs;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoredBlobsTest {

    private static final JobId JOB = new JobId(1, 2);
    private static final StoredJob HANDED_OVER = new StoredJob(
            new ExecutionPlan(JOB, "none", List.of(), List.of()),
            new JobSettings(CheckpointSettings.disabled(1000), new RestartBackoff.Strategy.None()),
            Optional.empty(),
            CheckpointOptions.Retention.NO_EXTERNALIZED_CHECKPOINTS,
            Optional.empty());
    private static final JobBlobs BLOBS = new JobBlobs(blob("program"), List.of(blob("one jar"), blob("another jar")));

    @TempDir
    private Path directory;

    private final LocalFileStorage storage = new LocalFileStorage();

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Blob blob(String text) {
        try {
            return BlobHash.of(new ByteArrayInputStream(bytes(text)));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoragePath at(String name) {
        return StoragePath.parse(directory.resolve(name).toString());
    }

    private ClusterStorage cluster() {
        return new ClusterStorage(
                new FileStorages(Optional.empty()),
                storage,
                new ClusterDirectory(new ClusterId("c"), at("c")),
                Optional.empty());
    }

    private Term lead() throws IOException {
        return new DirectoryServices(storage, cluster().directory(), leader -> false).lead();
    }

    /** Those of a leader that takes up what is there. */
    private Jobs jobs(Term term) throws IOException {
        return new Jobs(
                term,
                cluster(),
                cluster().takeover(term).takeUpAll(),
                new ShownJobs(Duration.ofHours(1), Optional.empty()),
                event -> {},
                Runnable::run,
                result -> {});
    }

    private PackedJob packed(String program) throws IOException {
        PackedJob packed = new PackedJob(storage, at("packed " + program));
        storage.createDirectories(packed.jars());
        storage.createAtomically(packed.program(), bytes(program));
        storage.createAtomically(packed.jars().child(PackedJob.jarName(0)), bytes("one jar"));
        storage.createAtomically(packed.jars().child(PackedJob.jarName(1)), bytes("another jar"));
        packed.complete(HANDED_OVER);
        return packed;
    }

    private static String read(InputStream in) throws IOException {
        try (in) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatAJobsTasksNeedIsRecordedWhenItIsAcceptedAndTheNextLeaderGivesIt() throws Exception {
        assertThat(jobs(lead()).accept(packed("program"))).isEqualTo(WriteOutcome.WRITTEN);

        Jobs next = jobs(lead());
        assertThat(next.find(JOB).flatMap(entry -> entry.job().blobs())).hasValue(BLOBS);
        StoredBlobs blobs = new StoredBlobs(next, cluster());
        assertThat(blobs.of(JOB)).isEqualTo(BLOBS);
        assertThat(read(blobs.open(JOB, blob("program"), 0))).isEqualTo("program");
        assertThat(read(blobs.open(JOB, blob("another jar"), 0))).isEqualTo("another jar");
        assertThat(read(blobs.open(JOB, blob("another jar"), 8))).isEqualTo("jar");
    }

    @Test
    void nothingElseIsGiven() throws Exception {
        Jobs jobs = jobs(lead());
        jobs.accept(packed("program"));
        StoredBlobs blobs = new StoredBlobs(jobs, cluster());

        assertThatThrownBy(() -> blobs.open(JOB, blob("a secret"), 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none has " + blob("a secret"));
        assertThatThrownBy(() -> blobs.of(new JobId(3, 4)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("found none with this identifier");
    }

    /** The answer to whoever submitted it was lost, and the leader with it. */
    @Test
    void aJobWhoseFilesLieThereAlreadyIsAcceptedAndAnotherOneUnderItsIdentifierIsNot() throws Exception {
        Jobs jobs = jobs(lead());
        packed("program").copyTo(storage, cluster().directory());

        assertThatThrownBy(() -> jobs.accept(packed("another program")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("given to two jobs");
        assertThat(jobs.find(JOB)).isEmpty();
        assertThat(jobs.accept(new PackedJob(storage, at("packed program")))).isEqualTo(WriteOutcome.WRITTEN);
        assertThat(new StoredBlobs(jobs, cluster()).of(JOB)).isEqualTo(BLOBS);
    }

    @Test
    void ofAJobWhoseRecordDoesNotSayWhatItsTasksNeedTheFilesThatAreThereCount() throws Exception {
        Term term = lead();
        packed("program").copyTo(storage, cluster().directory());
        new StoredJobs(term)
                .write(HANDED_OVER.acceptedAt(1, directory.resolve("chk").toString()));

        assertThat(new StoredBlobs(jobs(lead()), cluster()).of(JOB)).isEqualTo(BLOBS);
    }
}
