package dev.selvage.local;

import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.network.Transport;
import dev.selvage.container.network.TransportSettings;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.task.Cancellation;
import dev.selvage.container.task.RunningTasks;
import dev.selvage.container.task.SnapshotSettings;
import dev.selvage.container.task.Task;
import dev.selvage.container.task.TaskProcess;
import dev.selvage.container.taskmanager.Causes;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ResourceOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.memory.NetworkMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.core.config.option.MemorySize;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.Peer;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;

/**
 * The real tasks of one job: each TaskManager has what a process of its own would have. Snapshots lie in a directory that ends
 * with the job, as its manifests do.
 */
final class ContainerTasks implements TaskRuntime {

    /** Records that travel together between tasks of one TaskManager. */
    private static final int BATCH_SIZE = 1024;

    /** How many such batches wait for their consumer before the producer takes no more input. */
    private static final int BATCHES_UNDER_WAY = 4;

    /** Of a TaskManager without peers. */
    private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("localhost", 0);

    private final JobProgram program;
    private final int slots;
    private final Configuration configuration;
    private final Causes causes;
    private final FileStorages storages;
    private final JobFileSystem files;
    private final StoragePath checkpoints;
    /** Other JVMs on this machine may listen too. */
    private final String secret = UUID.randomUUID().toString();

    private ContainerTasks(
            JobProgram program,
            int slots,
            Configuration configuration,
            Causes causes,
            FileStorages storages,
            StoragePath checkpoints) {
        this.program = program;
        this.slots = slots;
        this.configuration = configuration;
        this.causes = causes;
        this.storages = storages;
        this.files = new JobFileSystem(storages);
        this.checkpoints = checkpoints;
    }

    /** The tasks of a job; throws what its program is told if a function of it cannot travel. */
    static ContainerTasks of(JobPlan plan, Configuration configuration, FileStorages storages, Causes causes)
            throws IOException {
        JobProgram program = new JobProgram(plan, JobOptions.of(configuration), ProgramConfiguration.classes());
        StoragePath checkpoints = checkpointsOf(plan.plan().job(), configuration, storages);
        return new ContainerTasks(program, plan.plan().slots(), configuration, causes, storages, checkpoints);
    }

    private static StoragePath checkpointsOf(JobId job, Configuration configuration, FileStorages storages)
            throws IOException {
        if (!configuration.isSet(CheckpointOptions.DIR)) {
            return StoragePath.parse(Files.createTempDirectory("selvage-" + job).toString());
        }
        String chosen = configuration.get(CheckpointOptions.DIR);
        try {
            StoragePath directory = StoragePath.parse(chosen).child(job.toString());
            storages.of(directory).createDirectories(directory);
            return directory;
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "Expected to keep snapshots in " + chosen + " (" + CheckpointOptions.DIR.key() + "), but found: "
                            + e.getMessage(),
                    e);
        }
    }

    /** Where the directories of the job's checkpoints are. */
    String checkpoints() {
        return checkpoints.toString();
    }

    @Override
    public Member join(TaskManagerId taskManager, Inbox<TaskManagerEvent> control, FaultHandler faults)
            throws IOException {
        WorkerPool writers = new WorkerPool(
                "local-" + taskManager + "-writer", Runtime.getRuntime().availableProcessors(), faults);
        Optional<Transport> transport = transport();
        TaskProcess process = new TaskProcess(
                taskManager,
                new LocalChannels(),
                transport,
                address -> files,
                new SnapshotSettings(new SnapshotFiles(storages::of), writers),
                Task.Clocks.ofMachine(),
                BATCH_SIZE,
                BATCHES_UNDER_WAY);
        Cancellation cancellation =
                new Cancellation(configuration.get(TaskManagerOptions.CANCELLATION_INTERVAL), faults);
        RunningTasks tasks = new RunningTasks(process, job -> program, control, causes, cancellation, faults);
        InetSocketAddress address = transport.map(Transport::address).orElse(NOWHERE);
        return new Member(new Peer(taskManager, address.getHostString(), address.getPort()), tasks, () -> {
            try {
                transport.ifPresent(Transport::close);
            } finally {
                writers.close();
            }
        });
    }

    /** Only between TaskManagers; where there is one, nobody listens on anything. */
    private Optional<Transport> transport() throws IOException {
        if (configuration.get(ResourceOptions.LOCAL_TASKMANAGERS) == 1) {
            return Optional.empty();
        }
        InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return Optional.of(
                Transport.start(TransportSettings.of("local", secret, anyPort).withSlotBytes(slotBytes())));
    }

    /** All TaskManagers share this JVM, so its slots are all there are. */
    private long slotBytes() {
        try {
            MemorySize heap = new MemorySize(Runtime.getRuntime().maxMemory());
            return NetworkMemory.of(configuration, heap).bytes() / slots;
        } catch (InvalidConfigurationException mistakes) {
            throw new IllegalArgumentException(mistakes.getMessage(), mistakes);
        }
    }

    @Override
    public void close() throws IOException {
        storages.of(checkpoints).deleteTree(checkpoints);
    }
}
