package dev.selvage.jobmanager;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.Inheritance;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.JobPast;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.jobmanager.view.ClusterView;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Inbox;
import dev.selvage.jobmanager.store.EndedJobs;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.jobmanager.store.StoredJob;
import dev.selvage.jobmanager.store.StoredJobs;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.TakenJob;
import dev.selvage.jobmanager.store.Takeover;
import dev.selvage.jobmanager.store.WishAnswer;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * The jobs of a cluster, as its users see them from outside the JobManager's loop: accepts new ones, passes on what is wanted of
 * them, and knows what has become of them. What is accepted or wanted is durable before the JobManager hears of it. Any thread
 * may call.
 */
public final class Jobs implements JobNews {

    private static final Logger LOG = LogManager.getLogger(Jobs.class);

    private final Term term;
    private final ClusterStorage storage;
    private final Executor worker;
    private final Inbox<JobManagerEvent> jobManager;
    private final Consumer<JobResult> whenEnded;
    private final EndedJobs ended;
    private final ShownJobs shown;
    private final ConcurrentSkipListMap<JobId, Entry> known = new ConcurrentSkipListMap<>();
    private final Map<JobId, String> unreadable;
    private final AtomicLong lastRequest = new AtomicLong();
    private final ConcurrentHashMap<Long, CompletableFuture<ClusterView>> requests = new ConcurrentHashMap<>();

    /** How many incidents of each job people can see. */
    private static final int INCIDENTS = 16;

    /**
     * A job that was accepted.
     *
     * @param result how it ended, once it has and all its users' wishes are answered
     */
    public record Entry(StoredJob job, JobWishes wishes, JobChronicle chronicle, CompletableFuture<JobResult> result) {}

    /**
     * What a leader found.
     *
     * @param shown which jobs that have ended are remembered
     * @param jobManager where everything is put that the JobManager has to hear
     * @param worker a single thread, for what may block
     * @param whenEnded is told on that thread once nothing is left to be told to a job's users
     */
    Jobs(
            Term term,
            ClusterStorage storage,
            Takeover.Inherited inherited,
            ShownJobs shown,
            Inbox<JobManagerEvent> jobManager,
            Executor worker,
            Consumer<JobResult> whenEnded) {
        this.term = term;
        this.storage = storage;
        this.jobManager = jobManager;
        this.worker = worker;
        this.whenEnded = whenEnded;
        this.ended = new EndedJobs(storage.storages(), storage.directory(), term);
        this.shown = shown;
        this.unreadable = new ConcurrentSkipListMap<>(inherited.unreadable());
        inherited.jobs().forEach(this::takeUp);
    }

    private void takeUp(TakenJob taken) {
        Entry entry = entry(taken.job(), taken.past().pointer().newest());
        known.put(taken.job().plan().job(), entry);
        // A job whose result is durable is not run again, but whoever led it may have died before it told anybody.
        taken.result().ifPresent(result -> end(entry, result));
    }

    private Entry entry(StoredJob job, Optional<CheckpointReference> newest) {
        return new Entry(
                job,
                new JobWishes(
                        job.plan().job(), new StoredWishes(term), storage.savepoints(), worker, jobManager, newest),
                new JobChronicle(INCIDENTS, System.currentTimeMillis()),
                new CompletableFuture<>());
    }

    private void end(Entry entry, JobResult result) {
        entry.wishes().over(() -> {
            entry.result().complete(result);
            ended.clear(entry.job(), result);
            whenEnded.accept(result);
        });
    }

    /** What the JobManager of this leader begins with. */
    static Inheritance inheritance(Takeover.Inherited inherited) {
        List<JobManagerEvent.JobAccepted> jobs = inherited.jobs().stream()
                .filter(taken -> taken.result().isEmpty())
                .map(taken -> new JobManagerEvent.JobAccepted(
                        taken.job().plan(), taken.job().settings(), taken.past()))
                .toList();
        return new Inheritance(jobs, List.copyOf(inherited.unreadable().keySet()));
    }

    /** Looks for what users wanted of leaders before, and for jobs that ended long ago. To be called now and then. */
    void look() {
        TreeMap<JobId, Long> endedAt = new TreeMap<>();
        known.forEach((job, entry) -> {
            if (entry.result().isDone()) {
                endedAt.put(job, entry.chronicle().lastChangeMillis());
            }
            // Also of a job that has ended: its last answers may not be written yet.
            entry.wishes().look();
        });
        List<JobId> outlived = shown.outlived(endedAt, System.currentTimeMillis());
        if (!outlived.isEmpty()) {
            worker.execute(() -> outlived.forEach(this::forget));
        }
    }

    /** Lets go of a job that has ended, or that cannot be read and is given up by its user: nobody can ask for it any more. */
    private WriteOutcome forget(JobId job) {
        try {
            ended.forget(job);
            known.remove(job);
            unreadable.remove(job);
            jobManager.put(new JobManagerEvent.JobForgotten(job));
            return WriteOutcome.WRITTEN;
        } catch (IOException e) {
            LOG.warn("Expected to forget job {}, but could not; it is tried again.", job, e);
            return WriteOutcome.UNKNOWN;
        }
    }

    /**
     * Gives up a job that cannot be read: what still runs of it is stopped. Its checkpoints stay where they are, for whoever can
     * make use of them. Blocks.
     */
    public WriteOutcome giveUp(JobId job) {
        if (!unreadable.containsKey(job)) {
            return WriteOutcome.REFUSED;
        }
        LOG.warn("Job {}, which cannot be read, is given up by its user; its checkpoints are not deleted.", job);
        WriteOutcome outcome = forget(job);
        if (outcome == WriteOutcome.WRITTEN) {
            whenEnded.accept(new JobResult(job, JobStatus.CANCELLED, Optional.empty()));
        }
        return outcome;
    }

    /**
     * Accepts a job, if that is {@link WriteOutcome#WRITTEN}: all that its tasks need is durable by then. Accepted again it is the
     * same job; one that cannot be read is refused, since this would write over what is left of it. Blocks.
     */
    public WriteOutcome accept(PackedJob packed) throws IOException {
        StoredJob wanted = packed.job();
        JobId id = wanted.plan().job();
        if (known.containsKey(id)) {
            return WriteOutcome.WRITTEN;
        } else if (unreadable.containsKey(id)) {
            return WriteOutcome.REFUSED;
        }
        StoredJob placed = wanted.acceptedAt(
                System.currentTimeMillis(), storage.checkpointsOf(id).toString());
        makeDirectory(StoragePath.parse(placed.checkpointDirectory()));
        JobPast past = Takeover.first(placed, term.epoch(), storage.savepoints());
        StoredJob job = placed.with(packed.copyTo(storage.own(), storage.directory()));
        // Decision moment: from here on every leader runs it.
        WriteOutcome outcome = new StoredJobs(term).write(job);
        if (outcome == WriteOutcome.WRITTEN && known.putIfAbsent(id, entry(job, Optional.empty())) == null) {
            LOG.info("job {} ({}) is accepted", id, job.plan().name());
            jobManager.put(new JobManagerEvent.JobAccepted(job.plan(), job.settings(), past));
        }
        return outcome;
    }

    /** A job whose checkpoints have no place is better refused than accepted. */
    private void makeDirectory(StoragePath checkpoints) throws IOException {
        try {
            storage.storages().of(checkpoints).createDirectories(checkpoints);
        } catch (IOException e) {
            throw new IOException(
                    "Expected to keep checkpoints in " + checkpoints + " (" + CheckpointOptions.DIR.key()
                            + "), but found: " + e,
                    e);
        }
    }

    /** Has something done about a job that is known; asked again under the same name, it is the same wish. Blocks. */
    public WriteOutcome wish(JobId job, String name, JobEvent.Asked wish) {
        return Optional.ofNullable(known.get(job))
                .map(entry -> entry.wishes().wish(name, wish))
                .orElse(WriteOutcome.REFUSED);
    }

    /** What was asked for under a name, answered or not. Blocks. */
    public Optional<JobEvent.Asked> wished(JobId job, String name) throws IOException {
        return new StoredWishes(term).wish(job, name);
    }

    /** What came of a wish, if that is known. Blocks. */
    public Optional<WishAnswer> answer(JobId job, String name) throws IOException {
        Optional<Entry> entry = find(job);
        return entry.isPresent() ? entry.get().wishes().answer(name) : Optional.empty();
    }

    /** A job that was accepted, ended or not. */
    public Optional<Entry> find(JobId job) {
        return Optional.ofNullable(known.get(job));
    }

    /** All jobs that were accepted, ended or not. */
    public Map<JobId, Entry> known() {
        return new TreeMap<>(known);
    }

    /** Those that are set apart, since this leader cannot run them, and why. */
    public Map<JobId, String> unreadable() {
        return new TreeMap<>(unreadable);
    }

    /** How things stand, by the next turn of the JobManager. */
    public CompletableFuture<ClusterView> view(Optional<JobId> inDetail) {
        long request = lastRequest.incrementAndGet();
        CompletableFuture<ClusterView> answer = new CompletableFuture<>();
        requests.put(request, answer);
        jobManager.put(new JobManagerEvent.ViewAsked(request, inDetail));
        return answer;
    }

    @Override
    public void shown(long request, ClusterView view) {
        Optional.ofNullable(requests.remove(request)).ifPresent(answer -> answer.complete(view));
    }

    @Override
    public void statusChanged(JobId job, JobStatus status) {
        LOG.info("job {} is {}", job, status);
        find(job).ifPresent(entry -> entry.chronicle().now(status, System.currentTimeMillis()));
    }

    @Override
    public void failed(JobId job, Failure reason, OptionalLong restartsInMillis) {
        LOG.warn(
                "job {}: {}; {}",
                job,
                reason,
                restartsInMillis.isPresent()
                        ? "what it stopped starts again in " + restartsInMillis.getAsLong() + " ms"
                        : "nothing is started again");
        find(job)
                .ifPresent(entry -> entry.chronicle()
                        .failed(new JobChronicle.Incident(System.currentTimeMillis(), reason, restartsInMillis)));
    }

    @Override
    public void ended(JobResult result) {
        LOG.info("job {} has ended: {}", result.job(), result.status());
        result.reason().ifPresent(LOG::error);
        find(result.job()).ifPresent(entry -> end(entry, result));
    }

    @Override
    public void suspended(JobId job, Failure reason) {
        LOG.error("Job {} is set apart, and nothing of it runs, until somebody decides: {}", job, reason);
        unreadable.put(job, reason.sentence());
        Optional.ofNullable(known.remove(job)).ifPresent(entry -> entry.wishes().setApart(reason));
    }

    @Override
    public void wantsSlots(JobId job, int missing) {
        LOG.info("job {} waits for {} slots", job, missing);
    }

    @Override
    public void waitsInVain(JobId job, Failure reason) {
        LOG.warn("job {}: {}", job, reason);
        find(job)
                .ifPresent(entry -> entry.chronicle()
                        .failed(new JobChronicle.Incident(System.currentTimeMillis(), reason, OptionalLong.empty())));
    }

    @Override
    public void savepointDone(JobId job, String directory, CheckpointReference savepoint) {
        LOG.info("job {} has savepoint {}", job, savepoint);
        find(job).ifPresent(entry -> entry.wishes().done(directory, savepoint));
    }

    @Override
    public void savepointFailed(JobId job, String directory, Failure reason) {
        LOG.warn("job {} has no savepoint in {}: {}", job, directory, reason);
        find(job).ifPresent(entry -> entry.wishes().failed(directory, reason));
    }
}
