package dev.selvage.am;

import dev.selvage.am.program.HostedProgram;
import dev.selvage.am.program.ProgramRun;
import dev.selvage.am.yarn.YarnDriver;
import dev.selvage.core.application.ApplicationOutcome;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.core.config.JobManagerOptions;
import dev.selvage.core.config.RestOptions;
import dev.selvage.core.config.YarnOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.launch.ApplicationPlan;
import dev.selvage.core.launch.ClusterMode;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.jobmanager.JobManagerProcess;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.Place;
import dev.selvage.jobmanager.rest.JobHistories;
import dev.selvage.jobmanager.rest.RestInterface;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.FatalFaults;
import dev.selvage.platform.process.ProcessArguments;
import dev.selvage.platform.process.ProcessEnd;
import dev.selvage.platform.process.ProcessLaunch;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.TemporaryDirectory;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * One attempt of an application on YARN: a JobManager, the driver that gets it containers, and the {@link Purpose} that they are
 * there for.
 */
public final class ApplicationMasterMain {

    private static final Logger LOG = LogManager.getLogger(ApplicationMasterMain.class);

    /** As long as a file system takes to come back from a restart. */
    private static final Duration STORAGE_PATIENCE = Duration.ofMinutes(10);

    /** An application that has to end does not wait for long to hear how its jobs stand. */
    private static final Duration LEADER_PATIENCE = Duration.ofSeconds(10);

    /** Clients that wait for something ask several times a second. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private ApplicationMasterMain() {}

    public static void main(String[] arguments) {
        ProcessArguments given = ProcessArguments.of("jobmanager", arguments, System.getenv());
        List<String> assignments = new ArrayList<>(given.assignments());
        String host = Optional.ofNullable(System.getenv("NM_HOST")).orElse("localhost");
        // Whatever a configuration for another kind of cluster says: YARN has decided where this runs.
        assignments.add(JobManagerOptions.RPC_ADDRESS.key() + "=" + host);
        ProcessLaunch.launch(
                "ApplicationMaster",
                given.place(),
                assignments,
                (configuration, faults, steps) -> wire(given, configuration, faults, steps),
                unusable -> refuse(host, unusable));
    }

    private static void wire(
            ProcessArguments given, Configuration configuration, FatalFaults faults, ProcessSteps steps)
            throws InvalidConfigurationException, ProcessSteps.StartFailedException {
        AttemptPlace here = AttemptPlace.of(System.getenv());
        LOG.info("This is attempt {} of {}, on {}.", here.attempt(), here.application(), here.host());
        ApplicationPlan plan = plan();
        Place place = place(configuration, here);
        Consumer<ExitCode> exit = code -> ProcessEnd.begin(code, faults);
        YarnDriver driver = steps.start(
                "the way to YARN", () -> new YarnDriver(configuration, plan, containers(plan, configuration), faults));
        CompletableFuture<Leader> leading = new CompletableFuture<>();
        Staging staging = staging(configuration, plan);
        ApplicationEnd end = new ApplicationEnd(
                history(staging, configuration, plan, here, leading),
                driver::unregister,
                staging,
                LINGER,
                exit,
                faults);
        Purpose purpose =
                steps.start("what it is there for", () -> purpose(plan, here, configuration, end, exit, faults));
        JobManagerProcess process = JobManagerProcess.start(
                configuration,
                System.getenv(),
                new RestInterface.Surroundings(
                        here.host(),
                        configuration.find(RestOptions.BIND_PORT).orElseGet(ApplicationMasterMain::anyPort),
                        given.place().logFile(),
                        TemporaryDirectory.of(configuration),
                        purpose.closed(),
                        () -> end.begin(purpose.whenTold(), "It was ended by a request to its REST interface.")),
                // As early as it can: whatever else has to be made ready is made ready while YARN answers.
                url -> driver.start(here.host(), url, ears(end, exit)),
                faults,
                steps);
        steps.start("the JobManager", () -> {
            LeadingAttempt attempt = new LeadingAttempt(
                    process.parts(place, purpose.shown(configuration), Optional.of(driver), purpose::ended),
                    process.restUrl(),
                    driver::awaitRegistered,
                    ears(purpose, process, leading, exit),
                    STORAGE_PATIENCE,
                    faults);
            attempt.start();
            return attempt;
        });
    }

    /** A program takes seconds until it executes its first job, and its containers as long to come. */
    private static ContainerSettings containers(ApplicationPlan plan, Configuration configuration)
            throws InvalidConfigurationException {
        ContainerSettings settings = ContainerSettings.of(configuration);
        return plan.mode() == ClusterMode.APPLICATION
                ? settings.foreseeing(configuration.get(ExecutionOptions.PARALLELISM))
                : settings;
    }

    private static ApplicationPlan plan() throws InvalidConfigurationException {
        Path file = Path.of(ContainerLayout.ARCHIVE, ContainerLayout.PLAN);
        try {
            return JsonFormat.read(Files.readString(file), ApplicationPlan.class);
        } catch (IOException e) {
            throw invalid("Expected to read the plan of this application from " + file + ", but found: " + e
                    + ". Submit with the client of this release.");
        }
    }

    private static Purpose purpose(
            ApplicationPlan plan,
            AttemptPlace here,
            Configuration configuration,
            ApplicationEnd end,
            Consumer<ExitCode> exit,
            FatalFaults faults)
            throws InvalidConfigurationException {
        return switch (plan.mode()) {
            case SESSION -> new SessionPurpose();
            case JOB ->
                new PackedJobPurpose(
                        FileStorages.of(System.getenv()),
                        StoragePath.parse(plan.staging()).child(ContainerLayout.PACKED_JOB),
                        end,
                        (wanted, why) -> giveUp(wanted, why, exit));
            case APPLICATION -> {
                ApplicationPlan.Program program = plan.program()
                        .orElseThrow(
                                () -> invalid(
                                        "Expected the plan of this application to name the program whose main()"
                                                + " is to be called, but it names none. Submit with the client of this release."));
                yield new ProgramPurpose(new ProgramRun(
                        HostedProgram.of(here.application(), program, configuration),
                        ProgramRunner::find,
                        end::begin,
                        faults));
            }
        };
    }

    /** One port or several for TaskManagers, whatever else there may be on this node. */
    private static Place place(Configuration configuration, AttemptPlace here) {
        return new Place(
                configuration.find(JobManagerOptions.BIND_HOST).orElse("0.0.0.0"),
                configuration.get(YarnOptions.MASTER_PORT),
                here.host());
    }

    /** Several ApplicationMasters may share a node, so that no port can be everybody's. */
    private static PortRange anyPort() {
        return new PortRange(List.of(new PortRange.Span(0, 0)));
    }

    private static Staging staging(Configuration configuration, ApplicationPlan plan)
            throws InvalidConfigurationException {
        try {
            return new Staging(
                    FileStorages.of(System.getenv()),
                    StoragePath.parse(plan.staging()),
                    ClusterDirectory.of(configuration),
                    cluster -> forget(cluster, configuration));
        } catch (IllegalArgumentException e) {
            throw invalid("Expected a directory for the files of this application, but found: " + e.getMessage());
        }
    }

    private static void forget(ClusterId cluster, Configuration configuration) throws IOException {
        try {
            Optional<RememberedClusters> all =
                    HighAvailability.remembered(configuration, Plugins.of(configuration, System.getenv()));
            if (all.isPresent()) {
                try (RememberedClusters remembered = all.get()) {
                    remembered.forget(cluster);
                }
            }
        } catch (InvalidConfigurationException e) {
            // The same options were good enough when this process started.
            throw new IOException(String.join("\n", e.problems()), e);
        }
    }

    private static YarnDriver.Ears ears(ApplicationEnd end, Consumer<ExitCode> exit) {
        return new YarnDriver.Ears(
                e -> {
                    LOG.warn("YARN says that this attempt is over; another one may run by now.", e);
                    exit.accept(ExitCode.GIVEN_UP);
                },
                why -> end.begin(ApplicationOutcome.FAILED, why),
                e -> giveUp("Expected YARN to register this attempt and to hear it, but found: ", e, exit));
    }

    private static HistoryFile history(
            Staging staging,
            Configuration configuration,
            ApplicationPlan plan,
            AttemptPlace here,
            CompletableFuture<Leader> leading) {
        return new HistoryFile(
                staging.storages(),
                staging.directory(),
                new HistoryFile.Application(
                        here.application(),
                        configuration.find(YarnOptions.APPLICATION_NAME),
                        plan.mode().name(),
                        here.attempt().number(),
                        Optional.ofNullable(System.getenv("APP_SUBMIT_TIME_ENV"))
                                .map(Long::parseLong)
                                .orElseGet(System::currentTimeMillis)),
                // A job that ended under an attempt before is heard of before this one leads.
                () -> JobHistories.of(leading.get(LEADER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)));
    }

    private static LeadingAttempt.Ears ears(
            Purpose purpose, JobManagerProcess process, CompletableFuture<Leader> leading, Consumer<ExitCode> exit) {
        return new LeadingAttempt.Ears(
                leader -> {
                    process.gate().leads(Optional.of(leader));
                    leading.complete(leader);
                    purpose.leads(leader);
                },
                () -> exit.accept(ExitCode.GIVEN_UP),
                e -> giveUp("Expected to begin to lead, but found: ", e, exit));
    }

    /** YARN starts another attempt, which may have more luck. */
    private static void giveUp(String wanted, Exception why, Consumer<ExitCode> exit) {
        LOG.error(Failure.of(ErrorCode.START_FAILED, wanted + why.getMessage()), why);
        exit.accept(ExitCode.START_FAILED);
    }

    /** What can never work is not worth another attempt. */
    private static void refuse(String host, InvalidConfigurationException unusable) {
        if (System.getenv("CONTAINER_ID") == null) {
            return;
        }
        try {
            YarnDriver.refuse(host, String.join("\n", unusable.problems()));
        } catch (IOException e) {
            LOG.error("Expected to tell YARN that this application cannot run, but could not.", e);
        }
    }

    private static InvalidConfigurationException invalid(String sentence) {
        return new InvalidConfigurationException(List.of(sentence));
    }
}
