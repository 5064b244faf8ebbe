package dev.selvage.container;

import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.network.Transport;
import dev.selvage.container.program.Programs;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.task.Cancellation;
import dev.selvage.container.task.RunningTasks;
import dev.selvage.container.task.SnapshotSettings;
import dev.selvage.container.task.Task;
import dev.selvage.container.task.TaskProcess;
import dev.selvage.container.taskmanager.Causes;
import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import java.util.Optional;
import java.util.concurrent.Executor;

/** What a TaskManager's process offers its tasks: programs, snapshots in files that all processes see, and the network. */
final class ProcessTasks {

    /** Records that travel together between tasks of one process. */
    private static final int BATCH_SIZE = 1024;

    /** How many such batches wait for their consumer before the producer takes no more input. */
    private static final int BATCHES_UNDER_WAY = 4;

    private final TaskProcess process;
    private final Programs programs;
    private final Cancellation cancellation;
    private final FaultHandler faults;

    ProcessTasks(
            TaskManagerId self,
            Configuration configuration,
            Programs programs,
            FileStorages storages,
            Transport transport,
            Executor writers,
            FaultHandler faults) {
        JobFileSystem files = new JobFileSystem(storages);
        this.faults = faults;
        this.programs = programs;
        this.cancellation = new Cancellation(configuration.get(TaskManagerOptions.CANCELLATION_INTERVAL), faults);
        this.process = new TaskProcess(
                self,
                new LocalChannels(),
                Optional.of(transport),
                address -> files,
                new SnapshotSettings(new SnapshotFiles(storages::of), writers),
                Task.Clocks.ofMachine(),
                BATCH_SIZE,
                BATCHES_UNDER_WAY);
    }

    /** The tasks, which tell what becomes of them to this inbox. */
    Tasks toldTo(Inbox<TaskManagerEvent> control) {
        return new RunningTasks(process, programs, control, Causes.IN_TEXT_ONLY, cancellation, faults);
    }
}
