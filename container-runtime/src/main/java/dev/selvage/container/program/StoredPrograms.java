package dev.selvage.container.program;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.SeekableInput;
import dev.selvage.platform.storage.StoragePath;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Programs as files in the directories of their jobs, with the jars that they came with, so that whoever runs a task of a job
 * finds them there. A program never changes, and is read once per process; all its tasks share it, above all the code that is
 * made for it, and the loader of its classes, which goes when the job is forgotten.
 */
public final class StoredPrograms implements Programs {

    private static final Logger LOG = LogManager.getLogger(StoredPrograms.class);

    private final FileStorage storage;
    private final ClusterDirectory directory;
    private final ClassLoader cluster;
    private final JobClassLoader.Order order;
    private final Path temporary;
    private final ConcurrentHashMap<JobId, Loaded> read = new ConcurrentHashMap<>();

    /** A program, and where its classes are if they came in jars. */
    private record Loaded(JobProgram program, Optional<OwnClasses> classes) {}

    /** Copies of a job's jars, and what loads classes from them. */
    private record OwnClasses(JobClassLoader loader, List<Path> jars) {}

    /**
     * The programs of a cluster.
     *
     * @param cluster has the classes that jobs share with the cluster, and all of jobs without jars
     */
    public StoredPrograms(
            FileStorage storage, ClusterDirectory directory, ClassLoader cluster, Configuration configuration) {
        this.storage = storage;
        this.directory = directory;
        this.cluster = cluster;
        this.order = JobClassLoader.Order.of(configuration);
        this.temporary = Path.of(configuration
                .find(ProcessOptions.TMP_DIRS)
                .map(directories -> directories.get(0))
                .orElse(System.getProperty("java.io.tmpdir")));
    }

    /** The classes of a program that has not become a job yet, found as those of a job are. */
    public static URLClassLoader classesOf(
            String program, List<URL> jars, ClassLoader cluster, Configuration configuration) {
        return new JobClassLoader(program, jars, cluster, JobClassLoader.Order.of(configuration));
    }

    /** Writes a program where none is, in a directory that is there. */
    public static void write(JobProgram program, FileStorage storage, StoragePath file) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        program.write(new DataOutputStream(bytes));
        storage.createAtomically(file, bytes.toByteArray());
    }

    /** All tasks of a job ask at once; the first one reads, the others wait for it. */
    @Override
    public synchronized JobProgram of(JobId job) throws IOException {
        Loaded known = read.get(job);
        if (known == null) {
            known = load(job);
            read.put(job, known);
        }
        return known.program();
    }

    private Loaded load(JobId job) throws IOException {
        byte[] bytes = storage.read(directory.program(job))
                .orElseThrow(() -> new IOException(
                        "Wanted the program of job " + job + ", found none at " + directory.program(job) + "."));
        List<String> jars = storage.list(directory.jars(job)).orElse(List.of());
        Optional<OwnClasses> own = jars.isEmpty() ? Optional.empty() : Optional.of(classes(job, jars));
        ClassLoader classes = own.<ClassLoader>map(OwnClasses::loader).orElse(cluster);
        return new Loaded(JobProgram.read(new DataInputStream(new ByteArrayInputStream(bytes)), classes), own);
    }

    private OwnClasses classes(JobId job, List<String> names) throws IOException {
        List<Path> copies = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        for (String name : names) {
            Files.createDirectories(temporary);
            Path copy = Files.createTempFile(temporary, "selvage-job-", ".jar");
            copies.add(copy);
            copy.toFile().deleteOnExit();
            try (SeekableInput in = storage.open(directory.jars(job).child(name))) {
                Files.write(copy, in.readAllBytes());
            }
            urls.add(copy.toUri().toURL());
        }
        return new OwnClasses(new JobClassLoader(job.toString(), urls, cluster, order), copies);
    }

    @Override
    public void forget(JobId job) {
        Optional.ofNullable(read.remove(job)).flatMap(Loaded::classes).ifPresent(own -> {
            try {
                own.loader().close();
                for (Path jar : own.jars()) {
                    Files.deleteIfExists(jar);
                }
            } catch (IOException e) {
                LOG.warn(
                        "Expected to forget the classes of job {}, but something of them stays: {}", job, e.toString());
            }
        });
    }
}
