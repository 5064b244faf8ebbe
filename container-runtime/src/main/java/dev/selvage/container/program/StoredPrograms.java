package dev.selvage.container.program;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Programs as files in the directories of their jobs, so that whoever runs a task of a job finds them there. A program never
 * changes, and is read once per process and kept until its job has ended; all its tasks share it, above all the code that is
 * made for it.
 */
public final class StoredPrograms implements Programs {

    private final FileStorage storage;
    private final ClusterDirectory directory;
    private final ClassLoader classes;
    private final ConcurrentHashMap<JobId, JobProgram> read = new ConcurrentHashMap<>();

    /**
     * The programs of a cluster.
     *
     * @param classes has the classes of all of them
     */
    public StoredPrograms(FileStorage storage, ClusterDirectory directory, ClassLoader classes) {
        this.storage = storage;
        this.directory = directory;
        this.classes = classes;
    }

    /** Leaves the program of a job there. Refused if there is one. */
    public void write(JobId job, JobProgram program) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        program.write(new DataOutputStream(bytes));
        storage.createDirectories(directory.job(job));
        storage.createAtomically(directory.program(job), bytes.toByteArray());
    }

    /** All tasks of a job ask at once; the first one reads, the others wait for it. */
    @Override
    public synchronized JobProgram of(JobId job) throws IOException {
        JobProgram known = read.get(job);
        if (known != null) {
            return known;
        }
        byte[] bytes = storage.read(directory.program(job))
                .orElseThrow(() -> new IOException(
                        "Wanted the program of job " + job + ", found none at " + directory.program(job) + "."));
        JobProgram program = JobProgram.read(new DataInputStream(new ByteArrayInputStream(bytes)), classes);
        read.put(job, program);
        return program;
    }

    @Override
    public void forget(JobId job) {
        read.remove(job);
    }
}
