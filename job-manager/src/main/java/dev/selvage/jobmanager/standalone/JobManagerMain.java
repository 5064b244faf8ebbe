package dev.selvage.jobmanager.standalone;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.jobmanager.JobManagerProcess;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.Place;
import dev.selvage.jobmanager.ShownJobs;
import dev.selvage.jobmanager.rest.RestInterface;
import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.FatalFaults;
import dev.selvage.platform.process.ProcessArguments;
import dev.selvage.platform.process.ProcessEnd;
import dev.selvage.platform.process.ProcessLaunch;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.TemporaryDirectory;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * A JobManager as a process. Without words it is one of a cluster that takes jobs from its users, and goes on until it is ended.
 * With one word, the directory of a packed job, the cluster is there for that job, and the process ends with it.
 */
public final class JobManagerMain {

    private static final Logger LOG = LogManager.getLogger(JobManagerMain.class);

    private JobManagerMain() {}

    public static void main(String[] arguments) {
        ProcessArguments given = ProcessArguments.of("jobmanager", arguments, System.getenv());
        ProcessLaunch.launch(
                "JobManager",
                given.place(),
                given.assignments(),
                (configuration, faults, steps) -> wire(given, configuration, faults, steps));
    }

    private static void wire(
            ProcessArguments given, Configuration configuration, FatalFaults faults, ProcessSteps steps)
            throws InvalidConfigurationException, ProcessSteps.StartFailedException {
        Optional<StoragePath> only = onlyJob(given.words());
        Place place = Place.of(configuration);
        JobManagerProcess process = JobManagerProcess.start(
                configuration,
                System.getenv(),
                RestInterface.Surroundings.open(
                        configuration,
                        place.host(),
                        given.place().logFile(),
                        TemporaryDirectory.of(configuration),
                        () -> ProcessEnd.begin(ExitCode.DONE, faults)),
                url -> {},
                faults,
                steps);
        steps.start("the JobManager", () -> {
            Optional<PackedJob> packed = only.isPresent()
                    ? Optional.of(new PackedJob(process.storages().of(only.get()), only.get()))
                    : Optional.empty();
            Optional<JobId> job =
                    packed.isPresent() ? Optional.of(packed.get().job().plan().job()) : Optional.empty();
            Candidate candidate = new Candidate(
                    process.parts(
                            place,
                            ShownJobs.of(configuration),
                            Optional.empty(),
                            result -> endWith(result, job, faults)),
                    process.restUrl(),
                    leader -> {
                        process.gate().leads(leader);
                        leader.ifPresent(it -> submit(packed, it, faults));
                    },
                    e -> giveUp(e, faults),
                    faults);
            candidate.start();
            return candidate;
        });
    }

    private static Optional<StoragePath> onlyJob(List<String> words) throws InvalidConfigurationException {
        if (words.size() > 1) {
            throw new InvalidConfigurationException(List.of(
                    "Expected no word, or the directory of a packed job as the only one, but found " + words + "."));
        }
        try {
            return words.stream().map(StoragePath::parse).findFirst();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(List.of(String.valueOf(e.getMessage())));
        }
    }

    /** A job that was accepted before is known by now, ended or not. One that cannot be read waits for a person. */
    private static void submit(Optional<PackedJob> packed, Leader leader, FatalFaults faults) {
        if (packed.isPresent()) {
            try {
                if (leader.jobs()
                        .unreadable()
                        .containsKey(packed.get().job().plan().job())) {
                    return;
                }
                WriteOutcome outcome = leader.jobs().accept(packed.get());
                if (outcome != WriteOutcome.WRITTEN) {
                    giveUp(new IOException("Expected to record the job, but that was " + outcome + "."), faults);
                }
            } catch (IOException e) {
                giveUp(e, faults);
            }
        }
    }

    private static void giveUp(IOException why, FatalFaults faults) {
        LOG.error(Failure.of(ErrorCode.START_FAILED, "Expected to begin to lead, but found: " + why.getMessage()), why);
        ProcessEnd.begin(ExitCode.START_FAILED, faults);
    }

    private static void endWith(JobResult result, Optional<JobId> only, FatalFaults faults) {
        if (only.filter(result.job()::equals).isPresent()) {
            ProcessEnd.begin(result.status() == JobStatus.FAILED ? ExitCode.JOB_FAILED : ExitCode.DONE, faults);
        }
    }
}
