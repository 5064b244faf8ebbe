package dev.selvage.container;

import dev.selvage.container.blob.BlobDirectory;
import dev.selvage.container.blob.BlobFetch;
import dev.selvage.container.network.Transport;
import dev.selvage.container.network.TransportSettings;
import dev.selvage.container.program.FetchedPrograms;
import dev.selvage.container.program.Programs;
import dev.selvage.container.taskmanager.TaskManagerControl;
import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.memory.NetworkMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.leadership.HighAvailability;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.ToldServices;
import dev.selvage.platform.plugin.Plugins;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.process.FatalFaults;
import dev.selvage.platform.process.ProcessArguments;
import dev.selvage.platform.process.ProcessEnd;
import dev.selvage.platform.process.ProcessLaunch;
import dev.selvage.platform.process.ProcessSteps;
import dev.selvage.platform.process.TemporaryDirectory;
import dev.selvage.platform.process.Threads;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.rpc.BlobClient;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.security.InternalTls;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.UUID;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** A TaskManager as a process: it looks for who leads, and runs what it is told, until it is ended. */
public final class TaskManagerMain {

    private static final Logger LOG = LogManager.getLogger(TaskManagerMain.class);

    /** Enough that a producer writes while some are on their way and the consumer reads another one. */
    private static final int FRAMES_PER_WINDOW = 8;

    /** So many jobs get what they need at once. */
    private static final int FETCHERS = 4;

    private TaskManagerMain() {}

    public static void main(String[] arguments) {
        ProcessArguments given = ProcessArguments.of("taskmanager", arguments, System.getenv());
        ProcessLaunch.launch("TaskManager", given.place(), given.assignments(), TaskManagerMain::wire);
    }

    private static void wire(Configuration configuration, FatalFaults faults, ProcessSteps steps)
            throws InvalidConfigurationException, ProcessSteps.StartFailedException {
        // Jobs share the files of jars: otherwise whoever closes its loader closes what another one reads from.
        URLConnection.setDefaultUseCaches("jar", false);
        ClusterId cluster = ClusterDirectory.cluster(configuration);
        ClusterSecret secret = ClusterSecret.of(configuration, System.getenv());
        Optional<InternalTls> tls = InternalTls.of(configuration);
        ControlSettings connections =
                ControlSettings.of(cluster, secret.control()).withTls(tls);
        FileStorages storages = FileStorages.of(System.getenv());
        Plugins plugins = Plugins.of(configuration, System.getenv());
        TransportSettings data = dataSettings(cluster, secret, configuration).withTls(tls);
        HighAvailabilityServices services = steps.start(
                "the way to the leader's record",
                () -> ToldServices.of(System.getenv(), () -> HighAvailability.of(configuration, storages, plugins)));
        Transport transport = steps.start("the data plane", () -> Transport.start(data));
        WorkerPool writers = steps.start(
                "the snapshot writers",
                () -> new WorkerPool("snapshot-writer", Runtime.getRuntime().availableProcessors(), faults));
        Programs programs = programs(configuration, services, connections, faults, steps);
        steps.start("the control side", () -> {
            Peer self = self(configuration, transport);
            ProcessTasks tasks =
                    new ProcessTasks(self.taskManager(), configuration, programs, storages, transport, writers, faults);
            TaskManagerControl control = new TaskManagerControl(
                    self,
                    configuration.get(TaskManagerOptions.SLOTS),
                    TaskManagerSettings.of(configuration),
                    connections,
                    services,
                    tasks::toldTo,
                    reason -> {
                        LOG.error(reason);
                        ProcessEnd.begin(ExitCode.GIVEN_UP, faults);
                    },
                    faults);
            control.start();
            return control;
        });
        Thread warmUp = Threads.unstarted("warm-up", faults, WarmUp::whenThereIsTime);
        // Nobody waits for it, least of all the end of the process.
        warmUp.setDaemon(true);
        warmUp.start();
    }

    /**
     * Programs and jars come from whoever leads. Nothing may come for twice as long as a leader may be silent before another one
     * takes over, and for as long as the silent one and the next are waited for.
     */
    private static Programs programs(
            Configuration configuration,
            HighAvailabilityServices services,
            ControlSettings connections,
            FatalFaults faults,
            ProcessSteps steps)
            throws ProcessSteps.StartFailedException {
        BlobDirectory directory =
                steps.start("the directory of programs", () -> BlobDirectory.in(TemporaryDirectory.of(configuration)));
        WorkerPool fetchers =
                steps.start("who fetches programs", () -> new WorkerPool("program-fetcher", FETCHERS, faults));
        BlobClient client = steps.start("the way to programs", () -> BlobClient.start(connections, faults));
        BlobFetch fetch = steps.start(
                "fetching programs",
                () -> new BlobFetch(
                        () -> client.dial(services.leader()
                                .orElseThrow(() -> new IOException("no JobManager leads"))
                                .control()),
                        directory.path(),
                        configuration
                                .get(HeartbeatOptions.TIMEOUT)
                                .plus(connections.patience())
                                .multipliedBy(2)));
        return new FetchedPrograms(fetch, fetchers, TaskManagerMain.class.getClassLoader(), configuration);
    }

    private static TransportSettings dataSettings(ClusterId cluster, ClusterSecret secret, Configuration configuration)
            throws InvalidConfigurationException {
        MemorySize heap = new MemorySize(Runtime.getRuntime().maxMemory());
        long slotBytes = NetworkMemory.of(configuration, heap).bytes() / configuration.get(TaskManagerOptions.SLOTS);
        int frame = (int) configuration.get(MemoryOptions.SEGMENT_SIZE).bytes();
        return TransportSettings.of(cluster.name(), secret.text(), dataAddress(configuration))
                .withSizes(frame, FRAMES_PER_WINDOW * frame)
                .withSlotBytes(slotBytes);
    }

    private static InetSocketAddress dataAddress(Configuration configuration) {
        int port = configuration.get(TaskManagerOptions.DATA_PORT);
        return configuration
                .find(TaskManagerOptions.BIND_HOST)
                .map(host -> new InetSocketAddress(host, port))
                .orElseGet(() -> new InetSocketAddress(port));
    }

    private static Peer self(Configuration configuration, Transport transport) throws UnknownHostException {
        String host = host(configuration);
        String name =
                configuration.find(TaskManagerOptions.RESOURCE_ID).orElseGet(() -> host + "-" + UUID.randomUUID());
        return new Peer(new TaskManagerId(name), host, transport.address().getPort());
    }

    /** Where YARN has started this, the node has the name by which YARN and others know it. */
    private static String host(Configuration configuration) throws UnknownHostException {
        Optional<String> known =
                configuration.find(TaskManagerOptions.HOST).or(() -> Optional.ofNullable(System.getenv("NM_HOST")));
        return known.isPresent() ? known.get() : InetAddress.getLocalHost().getHostName();
    }
}
