package dev.selvage.jobmanager.store;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.RefusedException;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A job as it is handed over, before any cluster has accepted it: a directory with what a JobManager has to know of it, what its
 * tasks run, and the user's jars. Any thread may call; calls block.
 */
public record PackedJob(FileStorage storage, StoragePath directory) {

    private static final RecordFile<StoredJob> FORMAT = new RecordFile<>("job", StoredJob.class);
    private static final String JOB = "job";
    private static final String PROGRAM = "program";
    private static final String JARS = "jars";

    /** Where what the tasks run has to lie before the job is {@linkplain #complete complete}. */
    public StoragePath program() {
        return directory.child(PROGRAM);
    }

    /** Where the user's jars have to lie, if there are any. */
    public StoragePath jars() {
        return directory.child(JARS);
    }

    /** What a jar is called, so that they are found in the order in which they are searched. */
    public static String jarName(int number) {
        return "%04d.jar".formatted(number);
    }

    /** Everything else is there: now it is whole. */
    public void complete(StoredJob job) throws IOException {
        storage.createAtomically(directory.child(JOB), FORMAT.bytes(job));
    }

    /** Whether all of it is there. */
    public boolean isComplete() throws IOException {
        return storage.status(directory.child(JOB)).isPresent();
    }

    /** What a JobManager has to know of the job. */
    public StoredJob job() throws IOException {
        StoragePath file = directory.child(JOB);
        Optional<byte[]> bytes = storage.read(file);
        if (bytes.isEmpty()) {
            throw new IOException("Expected a job in " + directory + ", but found no file " + JOB
                    + " there: name the directory into which the job was packed.");
        }
        return FORMAT.read(bytes.get(), file);
    }

    /** Copies what the job's tasks need to where a cluster keeps it. Done again, it does no harm. */
    public JobBlobs copyTo(FileStorage cluster, ClusterDirectory place) throws IOException {
        JobId job = job().plan().job();
        cluster.createDirectories(place.job(job));
        Blob program = copy(program(), cluster, place.program(job));
        List<Blob> copied = new ArrayList<>();
        List<String> jars = storage.list(jars()).orElse(List.of());
        if (!jars.isEmpty()) {
            cluster.createDirectories(place.jars(job));
            for (String jar : jars) {
                copied.add(copy(jars().child(jar), cluster, place.jars(job).child(jarName(copied.size()))));
            }
        }
        return new JobBlobs(program, copied);
    }

    private Blob copy(StoragePath from, FileStorage cluster, StoragePath to) throws IOException {
        BlobHash hash = new BlobHash();
        try (InputStream in = hash.read(storage.open(from))) {
            cluster.createAtomically(to, in);
            return hash.blob();
        } catch (RefusedException e) {
            Blob wanted = BlobHash.of(storage.open(from));
            if (!wanted.equals(BlobHash.of(cluster.open(to)))) {
                throw new IOException(
                        "Expected to copy " + from + " to " + to
                                + ", but found another file there: the job's identifier has been given to two jobs.",
                        e);
            }
            return wanted;
        }
    }
}
