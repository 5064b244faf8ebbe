package dev.selvage.jobmanager;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.jobmanager.rest.LeaderGate;
import dev.selvage.jobmanager.rest.RestInterface;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.process.FatalFaults;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.security.InternalTls;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * What every process has in which a JobManager may lead, whoever has started it: the secret, the way to storage and to who leads,
 * and REST. Made by the thread that starts the process.
 */
public final class JobManagerProcess {

    private static final Logger LOG = LogManager.getLogger(JobManagerProcess.class);

    /** So many requests are answered at once, each of which may wait for storage. */
    private static final int REST_HANDLERS = 4;

    private final Configuration configuration;
    private final ClusterSecret secret;
    private final Optional<InternalTls> tls;
    private final FileStorages storages;
    private final HighAvailabilityServices services;
    private final LeaderGate gate;
    private final RestInterface rest;

    private JobManagerProcess(
            Configuration configuration,
            ClusterSecret secret,
            Optional<InternalTls> tls,
            FileStorages storages,
            HighAvailabilityServices services,
            LeaderGate gate,
            RestInterface rest) {
        this.configuration = configuration;
        this.secret = secret;
        this.tls = tls;
        this.storages = storages;
        this.services = services;
        this.gate = gate;
        this.rest = rest;
    }

    /**
     * Starts all of it.
     *
     * @param served is told where clients ask, before anything that takes long
     */
    public static JobManagerProcess start(
            Configuration configuration,
            Map<String, String> environment,
            RestInterface.Surroundings surroundings,
            Consumer<String> served,
            FatalFaults faults,
            ProcessSteps steps)
            throws InvalidConfigurationException, ProcessSteps.StartFailedException {
        ClusterSecret secret = ClusterSecret.of(configuration, environment);
        Optional<InternalTls> tls = InternalTls.of(configuration);
        FileStorages storages = FileStorages.of(environment);
        Plugins plugins = Plugins.of(configuration, environment);
        LeaderGate gate = new LeaderGate();
        WorkerPool handlers =
                steps.start("who answers REST", () -> new WorkerPool("rest-handler", REST_HANDLERS, faults));
        RestInterface rest = steps.start(
                "REST", () -> RestInterface.start(configuration, surroundings, gate, storages, handlers, faults));
        LOG.info("REST is at {}", rest.url());
        served.accept(rest.url());
        HighAvailabilityServices services =
                steps.start("high availability", () -> HighAvailability.of(configuration, storages, plugins));
        gate.looksIn(services);
        tls.ifPresent(any -> LOG.warn(
                "Processes of this cluster talk by {}, but REST is not served by TLS yet: whoever reads what passes on the"
                        + " network reads that, and whoever reaches its port may do everything.",
                any));
        return new JobManagerProcess(configuration, secret, tls, storages, services, gate, rest);
    }

    /**
     * What its leaders have in common.
     *
     * @param place where they listen
     * @param shown which jobs that have ended are remembered
     * @param containers gets TaskManagers as they are needed, if anybody does
     * @param whenEnded is told of each job that has ended
     */
    public Leader.Parts parts(
            Place place, ShownJobs shown, Optional<ContainerDriver> containers, Consumer<JobResult> whenEnded)
            throws IOException, InvalidConfigurationException {
        ClusterStorage storage = ClusterStorage.of(configuration, storages);
        return new Leader.Parts(
                services,
                storage,
                place,
                ControlSettings.of(storage.directory().cluster(), secret.control())
                        .withTls(tls),
                SessionSettings.of(configuration),
                shown,
                containers,
                whenEnded);
    }

    public FileStorages storages() {
        return storages;
    }

    /** Who is to answer clients. */
    public LeaderGate gate() {
        return gate;
    }

    /** Where clients ask. */
    public String restUrl() {
        return rest.url();
    }
}
