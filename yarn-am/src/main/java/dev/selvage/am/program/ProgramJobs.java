package dev.selvage.am.program;

import dev.selvage.api.execute.JobClient;
import dev.selvage.core.application.ApplicationEvent;
import dev.selvage.core.application.JobNumbers;
import dev.selvage.core.application.JobPlace;
import dev.selvage.core.application.PlanDifference;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.id.JobId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.Jobs;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.platform.program.JobDestination;
import dev.selvage.platform.program.JobPackage;
import dev.selvage.platform.program.JobTicket;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Takes the jobs of one call of {@code main()}: a new one is recorded and run, one that an earlier attempt has recorded is found
 * again. Made on the thread that calls.
 */
final class ProgramJobs implements JobDestination {

    private static final Logger LOG = LogManager.getLogger(ProgramJobs.class);

    private final ProgramRun run;
    private final Leader leader;
    private final HostedProgram hosted;
    private final FileStorages storages = FileStorages.of(System.getenv());
    private final Thread main = Thread.currentThread();
    /** Guarded by itself. */
    private final JobNumbers numbers = new JobNumbers();

    ProgramJobs(ProgramRun run, Leader leader, HostedProgram hosted) {
        this.run = run;
        this.leader = leader;
        this.hosted = hosted;
    }

    @Override
    public JobTicket ticket(String jobName) {
        JobPlace place = nextPlace(jobName);
        JobId job = place.idIn(hosted.application());
        // A recorded job goes on from where it is. What it once began with may be deleted by now.
        boolean isRecorded = isRecorded(job);
        return new JobTicket(job, path -> !isRecorded && startsFrom(path, place, jobName));
    }

    private JobPlace nextPlace(String jobName) {
        synchronized (numbers) {
            return Thread.currentThread().equals(main) ? numbers.nextOfMain() : numbers.nextBesideMain(jobName);
        }
    }

    private boolean isRecorded(JobId job) {
        Jobs jobs = leader.jobs();
        return jobs.find(job).isPresent() || jobs.unreadable().containsKey(job);
    }

    /** What was named for the program as a whole is a savepoint of one job, and so for one of them. */
    private boolean startsFrom(String path, JobPlace place, String jobName) {
        if (place.isFirst() || hosted.savepoint().filter(path::equals).isEmpty()) {
            return true;
        } else if (place.name().isPresent()) {
            throw new IllegalArgumentException("Expected the job that starts from " + path
                    + " to be the first that main()'s own thread executes, but " + jobName
                    + " is executed by another thread. Set " + CheckpointOptions.RECOVERY_PATH.key()
                    + " in the program, for the job that it is of.");
        }
        LOG.info("{} ({}) does not start from {}, from which the first job does.", jobName, place, path);
        return false;
    }

    @Override
    public JobClient submit(JobPackage job) throws IOException, InterruptedException {
        JobId id = job.plan().job();
        String name = job.plan().name();
        run.executes(id, name);
        boolean accepted = false;
        try {
            Optional<Jobs.Entry> recorded = leader.jobs().find(id);
            if (recorded.isPresent()) {
                found(recorded.get(), job);
            } else if (leader.jobs().unreadable().containsKey(id)) {
                LOG.error(
                        "Job {} ({}), which main() executes, is set apart: main() waits until somebody decides.",
                        name,
                        id);
            } else {
                accept(job);
            }
            accepted = true;
        } finally {
            run.tell(accepted ? new ApplicationEvent.Accepted(id) : new ApplicationEvent.NotAccepted(id));
        }
        return new HostedJob(id, name, leader.jobs(), storages, run.end(id));
    }

    private static void found(Jobs.Entry recorded, JobPackage now) {
        LOG.info(
                "{} is job {}, which an earlier attempt has recorded.",
                now.plan().name(),
                now.plan().job());
        PlanDifference.between(recorded.job().plan(), now.plan())
                .ifPresent(difference -> LOG.warn(
                        "Expected main() to build the graph of {} ({}) as it did when the job was recorded, but found another"
                                + " one: {}. The recorded one counts. To run the new one, stop the job with a savepoint and start"
                                + " another application from that.",
                        now.plan().name(),
                        now.plan().job(),
                        difference));
    }

    private void accept(JobPackage job) throws IOException {
        Path directory = Files.createTempDirectory("selvage-job-");
        StoragePath place = StoragePath.parse(directory.toString());
        FileStorage storage = storages.of(place);
        try {
            for (JobPackage.Piece piece : job.pieces()) {
                Path link = directory.resolve(piece.name());
                Files.createDirectories(Objects.requireNonNull(link.getParent()));
                Files.createSymbolicLink(link, piece.file().toAbsolutePath());
            }
            WriteOutcome outcome;
            do {
                outcome = leader.jobs().accept(new PackedJob(storage, place));
                ProgramRun.waitBefore(outcome);
                // One of unknown fate may run by now, so that nobody may go on as if it did not.
            } while (outcome == WriteOutcome.UNKNOWN && !Thread.currentThread().isInterrupted());
            if (outcome != WriteOutcome.WRITTEN) {
                throw new IOException("it could not be recorded, since another attempt leads by now");
            }
        } finally {
            storage.deleteTree(place);
        }
    }

    @Override
    public void exit(int status) {
        run.exited(status);
    }
}
