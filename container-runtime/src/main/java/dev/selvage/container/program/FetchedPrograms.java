package dev.selvage.container.program;

import dev.selvage.container.blob.JobFiles;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.classes.ClassOrder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Programs, with the jars that they came with, from files that are fetched when the first task of a job asks. A program never
 * changes, and is read once per process; all its tasks share it, above all the code that is made for it, and the loader of its
 * classes. All of that goes when the job is forgotten.
 */
public final class FetchedPrograms implements Programs {

    private static final Logger LOG = LogManager.getLogger(FetchedPrograms.class);

    private final JobFiles.Source source;
    private final Executor fetchers;
    private final ClassLoader cluster;
    private final ClassOrder order;
    private final ConcurrentHashMap<JobId, Job> jobs = new ConcurrentHashMap<>();

    /**
     * The programs of a cluster.
     *
     * @param fetchers wait for files, so that a task that waits for them can be told to stop
     * @param cluster has the classes that jobs share with the cluster, and all of jobs without jars
     */
    public FetchedPrograms(
            JobFiles.Source source, Executor fetchers, ClassLoader cluster, Configuration configuration) {
        this.source = source;
        this.fetchers = fetchers;
        this.cluster = cluster;
        this.order = ClassOrder.ofJobs(configuration);
    }

    /** A program, and where its classes are if they came in jars. */
    private record Loaded(JobProgram program, Optional<JobClassLoader> classes) {}

    /** What there is of a job here. */
    private final class Job {

        private final JobId id;
        private final CompletableFuture<JobFiles> files = new CompletableFuture<>();
        private Optional<Loaded> loaded = Optional.empty();

        Job(JobId id) {
            this.id = id;
        }

        /** What user code does while its classes are read it does on the thread of a task, which ends with the job. */
        synchronized JobProgram program(JobFiles fetched) throws IOException {
            if (loaded.isEmpty()) {
                loaded = Optional.of(load(id, fetched));
            }
            return loaded.get().program();
        }

        synchronized void release(JobFiles fetched) {
            try {
                if (loaded.flatMap(Loaded::classes).isPresent()) {
                    loaded.flatMap(Loaded::classes).get().close();
                }
            } catch (IOException e) {
                LOG.warn("Expected to forget the classes of job {}, but something of them stays: {}", id, e.toString());
            }
            fetched.release().run();
        }
    }

    /** All tasks of a job ask at once; its files are fetched once, and all wait for them. */
    @Override
    public JobProgram of(JobId id) throws IOException, InterruptedException {
        Job job = jobs.computeIfAbsent(id, this::fetch);
        try {
            return job.program(job.files.get());
        } catch (ExecutionException e) {
            // Whoever asks next tries anew.
            jobs.remove(id, job);
            throw e.getCause() instanceof IOException refused
                    ? new IOException(refused.getMessage(), refused)
                    : new IOException(e.getCause());
        }
    }

    private Job fetch(JobId id) {
        Job job = new Job(id);
        fetchers.execute(() -> {
            try {
                job.files.complete(source.of(id));
            } catch (IOException | RuntimeException e) {
                job.files.completeExceptionally(e);
            }
        });
        return job;
    }

    private Loaded load(JobId job, JobFiles files) throws IOException {
        Optional<JobClassLoader> own = files.jars().isEmpty()
                ? Optional.empty()
                : Optional.of(new JobClassLoader(job.toString(), urls(files.jars()), cluster, order));
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(files.program())))) {
            return new Loaded(
                    JobProgram.read(in, own.<ClassLoader>map(loader -> loader).orElse(cluster)), own);
        } catch (IOException | RuntimeException e) {
            if (own.isPresent()) {
                own.get().close();
            }
            throw e;
        }
    }

    private static List<URL> urls(List<Path> jars) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (Path jar : jars) {
            urls.add(jar.toUri().toURL());
        }
        return urls;
    }

    /** Its files may still be on their way: then they go as soon as they have come. */
    @Override
    public void forget(JobId id) {
        Optional.ofNullable(jobs.remove(id)).ifPresent(job -> {
            CompletableFuture<Void> unused = job.files.thenAccept(files -> fetchers.execute(() -> job.release(files)));
        });
    }
}
