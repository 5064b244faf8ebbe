package dev.selvage.jobmanager.standalone;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.config.HighAvailabilityOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.jobmanager.store.Savepoints;
import dev.selvage.jobmanager.store.StoredWishes;
import dev.selvage.jobmanager.store.TakenJob;
import dev.selvage.jobmanager.store.Takeover;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.FatalFaults;
import dev.selvage.platform.process.ProcessArguments;
import dev.selvage.platform.process.ProcessEnd;
import dev.selvage.platform.process.ProcessLaunch;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.rpc.LeaderRecords;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorage;
import dev.selvage.platform.storage.FileStorages;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

/**
 * A JobManager as a process, for one job, whose id is its only word: it takes the job from the cluster's directory, goes on
 * from what another one had come to there, and ends with it.
 */
public final class JobManagerMain {

    private JobManagerMain() {}

    public static void main(String[] arguments) {
        ProcessArguments given = ProcessArguments.of("jobmanager", arguments, System.getenv());
        ProcessLaunch.launch(
                "JobManager",
                given.place(),
                given.assignments(),
                (configuration, faults, steps) -> wire(jobOf(given.words()), configuration, faults, steps));
    }

    private static JobId jobOf(List<String> words) throws InvalidConfigurationException {
        try {
            if (words.size() == 1) {
                return JobId.parse(words.get(0));
            }
        } catch (IllegalArgumentException e) {
            // Told below, as for any other number of words.
        }
        throw new InvalidConfigurationException(
                List.of("Expected the id of a job as the only word, but found " + words + "."));
    }

    private static void wire(JobId id, Configuration configuration, FatalFaults faults, ProcessSteps steps)
            throws InvalidConfigurationException, ProcessSteps.StartFailedException {
        ClusterDirectory directory = ClusterDirectory.of(configuration);
        ClusterSecret secret = ClusterSecret.of(configuration, System.getenv());
        WorkerPool worker = steps.start("who looks for wishes", () -> new WorkerPool("jobmanager-wishes", 1, faults));
        steps.start("the JobManager of job " + id, () -> {
            FileStorages storages = FileStorages.of(System.getenv());
            FileStorage storage = storages.of(directory.path());
            Savepoints savepoints = new Savepoints(storages);
            JobWishes wishes = new JobWishes(id, new StoredWishes(storage, directory), savepoints, worker);
            LastNews news = new LastNews(wishes, code -> ProcessEnd.begin(code, faults));
            return JobManagerControl.start(
                    placeOf(configuration),
                    ControlSettings.of(directory.cluster(), secret.control()),
                    new LeaderRecords(storage, directory.leaders()),
                    SessionSettings.of(configuration),
                    epoch -> charge(new Takeover(storage, directory, epoch, savepoints).takeUp(id), wishes, news),
                    news,
                    () -> ProcessEnd.begin(ExitCode.GIVEN_UP, faults),
                    faults);
        });
    }

    /** A job whose result is durable is not run again, but whoever led it may have ended before it told anybody. */
    private static JobManagerControl.Charge charge(TakenJob taken, JobWishes wishes, LastNews news) {
        if (taken.result().isPresent()) {
            news.ended(taken.result().get());
            return new JobManagerControl.Charge(taken.store(), List.of(), inbox -> {});
        }
        Optional<CheckpointReference> newest = taken.past().pointer().newest();
        JobManagerEvent.JobAccepted accepted =
                new JobManagerEvent.JobAccepted(taken.job().plan(), taken.job().settings(), taken.past());
        return new JobManagerControl.Charge(taken.store(), List.of(accepted), inbox -> wishes.look(newest, inbox));
    }

    private static JobManagerControl.Place placeOf(Configuration configuration) throws UnknownHostException {
        String host = configuration.isSet(JobManagerOptions.RPC_ADDRESS)
                ? configuration.get(JobManagerOptions.RPC_ADDRESS)
                : InetAddress.getLocalHost().getHostName();
        return new JobManagerControl.Place(
                configuration.find(JobManagerOptions.BIND_HOST).orElse("0.0.0.0"),
                configuration.get(HighAvailabilityOptions.JOBMANAGER_PORT),
                host);
    }
}
