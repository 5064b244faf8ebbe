package dev.selvage.jobmanager;

import dev.selvage.core.id.JobId;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.BlobSource;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;

/** What the tasks of a leader's jobs need, as it lies in the cluster's directory. The JobManager passes it on and never loads it. */
record StoredBlobs(Jobs jobs, ClusterStorage storage) implements BlobSource {

    @Override
    public JobBlobs of(JobId id) throws IOException {
        StoredJob job = jobs.find(id)
                .map(Jobs.Entry::job)
                .orElseThrow(() -> new IOException(
                        "Expected job " + id + " among those of this cluster, but found none with this identifier."));
        return job.blobs().isPresent() ? job.blobs().get() : asTheyLie(id);
    }

    /** Of a job whose record is of a release that did not say what they are. */
    private JobBlobs asTheyLie(JobId job) throws IOException {
        StoragePath jars = storage.directory().jars(job);
        List<Blob> found = new ArrayList<>();
        for (String name : storage.own().list(jars).orElse(List.of())) {
            found.add(BlobHash.of(storage.own().open(jars.child(name))));
        }
        return new JobBlobs(BlobHash.of(storage.own().open(storage.directory().program(job))), found);
    }

    @Override
    public InputStream open(JobId job, Blob blob, long from) throws IOException {
        JobBlobs blobs = of(job);
        StoragePath file;
        if (blobs.program().equals(blob)) {
            file = storage.directory().program(job);
        } else if (blobs.jars().contains(blob)) {
            file = storage.directory()
                    .jars(job)
                    .child(PackedJob.jarName(blobs.jars().indexOf(blob)));
        } else {
            throw new IOException(
                    "Expected one of the files of job " + job + ", but found that none has " + blob + ".");
        }
        SeekableInput in = storage.own().open(file);
        try {
            in.seek(from);
            return in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
