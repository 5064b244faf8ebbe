package dev.selvage.it.control;

import dev.selvage.container.taskmanager.TaskManagerControl;
import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import dev.selvage.platform.leadership.DirectoryServices;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;

/** A TaskManager in a process of its own, whose tasks do nothing: they are done at once, or never. */
final class ScriptedProcess {

    static final ControlSettings CONNECTIONS =
            ControlSettings.of(new ClusterId("it"), ControlSecret.of("of this test"));

    /** As a second argument, makes tasks that never end. */
    static final String FOR_EVER = "for-ever";

    private ScriptedProcess() {}

    /** Those of the cluster that keeps its things in this directory. */
    static HighAvailabilityServices services(String directory) {
        return new DirectoryServices(new LocalFileStorage(), cluster(directory), leader -> false);
    }

    static ClusterDirectory cluster(String directory) {
        return new ClusterDirectory(new ClusterId("it"), StoragePath.parse(directory));
    }

    public static void main(String[] arguments) {
        String name = "taskmanager-" + ProcessHandle.current().pid();
        boolean forEver = arguments[1].equals(FOR_EVER);
        FaultHandler faults = (where, fault) -> {
            System.err.println(where + ": " + fault);
            Runtime.getRuntime().halt(3);
        };
        new TaskManagerControl(
                        new Peer(new TaskManagerId(name), "localhost", 0),
                        1,
                        new TaskManagerSettings(50, 10_000, 60_000, 10_000),
                        CONNECTIONS,
                        services(arguments[0]),
                        control -> new ScriptedTasks(control, forEver),
                        reason -> Runtime.getRuntime().halt(4),
                        faults)
                .start();
    }

    /** Tells what the script says. */
    private record ScriptedTasks(Inbox<TaskManagerEvent> control, boolean forEver) implements Tasks {

        @Override
        public void start(TaskDeployment task, LeaderMessage.Deploy context) {
            control.put(new TaskManagerEvent.TaskRuns(task.task()));
            System.out.println("runs " + task.task());
            if (!forEver) {
                control.put(new TaskManagerEvent.TaskFinished(task.task()));
            }
        }

        @Override
        public void cancel(TaskId task) {
            control.put(new TaskManagerEvent.TaskCancelled(task));
        }

        @Override
        public void trigger(TaskId task, CheckpointOrder order) {}

        @Override
        public void commitUpTo(TaskId task, CheckpointId checkpoint) {}

        @Override
        public void giveUp(TaskId task, CheckpointId upTo) {}

        @Override
        public void heedFrom(TaskId id, LeaderEpoch leader) {}

        @Override
        public void close() {}
    }
}
