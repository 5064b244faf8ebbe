package dev.selvage.core.simulation.job;

import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.loop.Body;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.Peer;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.job.watch.Obedience;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import dev.selvage.core.taskmanager.TaskManagerAction;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.core.taskmanager.TaskManagerMachine;
import dev.selvage.core.taskmanager.TaskManagerSettings;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A TaskManager's process: its control side as it is, its tasks as models. */
final class TaskManagerHost
        implements Body<TaskManagerAction>, SimulatedNetwork.Ears<TaskManagerEvent>, TaskModel.TaskHost {

    static final int SLOTS = 2;

    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final DurableStore store;
    private final DataPlane plane;
    private final OutsideSystem outside;
    private final JobBug bug;
    private final SimulatedProcess<TaskManagerEvent, TaskManagerAction> process;
    private final TreeMap<TaskId, TaskModel> tasks = new TreeMap<>();
    private Optional<String> violation = Optional.empty();
    /** When a task last ended, or else the process began. */
    private long lastBusyMicros;

    TaskManagerHost(
            Simulation simulation,
            SimulatedNetwork network,
            DurableStore store,
            DataPlane plane,
            OutsideSystem outside,
            JobBug bug,
            Trouble trouble,
            String name) {
        this.simulation = simulation;
        this.network = network;
        this.store = store;
        this.plane = plane;
        this.outside = outside;
        this.bug = bug;
        this.lastBusyMicros = simulation.nowMicros();
        Peer self = new Peer(new TaskManagerId(name), name, 0);
        TaskManagerSettings settings = new TaskManagerSettings(500, 2_000, trouble.leaseMillis(), 5_000);
        SimulatedProcess<TaskManagerEvent, TaskManagerAction> mortal = new SimulatedProcess<>(
                simulation,
                name,
                () -> new Obedience(new TaskManagerMachine(self, SLOTS, settings), this::breaks),
                this);
        this.process = trouble.isOfLeadersAlone() ? mortal.spared() : mortal;
        network.attach(process, this);
        process.onDeath(() -> tasks.values().forEach(task -> task.end(false)));
    }

    SimulatedProcess<TaskManagerEvent, TaskManagerAction> process() {
        return process;
    }

    /** What it did that no TaskManager may do. */
    Optional<String> violation() {
        return violation;
    }

    /** For how long nothing has run here. */
    long idleForMicros() {
        for (TaskModel task : tasks.values()) {
            if (!task.isOver()) {
                return 0;
            }
        }
        return simulation.nowMicros() - lastBusyMicros;
    }

    private void breaks(String promise) {
        violation = violation.or(() -> Optional.of(process.name() + " " + promise));
    }

    @Override
    public boolean alive() {
        return process.alive();
    }

    @Override
    public boolean paused() {
        return process.paused();
    }

    @Override
    public String name() {
        return process.name();
    }

    @Override
    public void tell(TaskManagerEvent event) {
        lastBusyMicros = simulation.nowMicros();
        process.put(event);
    }

    @Override
    public void carryOut(TaskManagerAction action) {
        if (action instanceof TaskManagerAction.LookForLeader) {
            lookForLeader();
        } else if (action instanceof TaskManagerAction.Dial it) {
            network.dial(process.name(), it.address());
        } else if (action instanceof TaskManagerAction.HangUp it) {
            network.close(it.connection(), process.name());
        } else if (action instanceof TaskManagerAction.Say it) {
            network.sendOn(it.connection(), process.name(), it.message());
        } else if (action instanceof TaskManagerAction.StartTask it) {
            start(it);
        } else if (action instanceof TaskManagerAction.CancelTask it) {
            with(it.task(), TaskModel::cancel);
        } else if (action instanceof TaskManagerAction.TriggerCheckpoint it) {
            with(it.task(), task -> task.trigger(it.order()));
        } else if (action instanceof TaskManagerAction.CommitUpTo it) {
            if (bug == JobBug.EVERYBODY_COMMITS) {
                plane.alive().stream()
                        .filter(task -> task.id().job().equals(it.task().job()))
                        .forEach(task -> task.commitUpTo(it.checkpoint()));
            }
            with(it.task(), task -> task.commitUpTo(it.checkpoint()));
        } else if (action instanceof TaskManagerAction.GiveUpCheckpoints it) {
            with(it.task(), task -> task.giveUp(it.upTo()));
        } else if (action instanceof TaskManagerAction.HeedFrom it) {
            with(it.task(), task -> task.heedFrom(it.leader()));
        } else if (action instanceof TaskManagerAction.Exit) {
            process.exit();
        } else if (!(action instanceof TaskManagerAction.PrepareSnapshot
                || action instanceof TaskManagerAction.ForgetJob)) {
            throw new IllegalStateException("an unknown action: " + action);
        }
    }

    private void lookForLeader() {
        if (!simulation.faults().strikes(Faults.Kind.LOSS)) {
            store.leaderSeenBy(process.name())
                    .ifPresent(seen -> process.put(
                            new TaskManagerEvent.LeaderFound(seen.epoch(), seen.address()), 2_000, "leader"));
        }
    }

    private void start(TaskManagerAction.StartTask start) {
        TaskId id = start.task().task();
        if (!start.context().peerOf(id.subtask()).map(Peer::host).equals(Optional.of(process.name()))) {
            throw new IllegalStateException("expected " + id + " to be placed here, but found "
                    + start.context().peerOf(id.subtask()));
        }
        if (start.task().slot() >= SLOTS) {
            breaks("was to run " + id + " in slot " + start.task().slot() + ", which it does not have");
        }
        tasks.values().removeIf(TaskModel::isOver);
        tasks.keySet().stream()
                .filter(other -> other.job().equals(id.job()) && other.subtask().equals(id.subtask()))
                .forEach(other -> breaks("ran " + other + " and " + id + " at once"));
        TaskModel task = new TaskModel(
                simulation,
                store,
                plane,
                this,
                start.task(),
                new TaskWork(bug, store.of(id.job()).job(), id, outside),
                plane.inputsOf(start.context().plan(), id),
                plane.outputsOf(start.context().plan(), id));
        tasks.put(id, task);
        task.start();
    }

    private void with(TaskId id, Consumer<TaskModel> what) {
        Optional.ofNullable(tasks.get(id)).ifPresent(what);
    }

    @Override
    public TaskManagerEvent connected(long connection, String peer) {
        return new TaskManagerEvent.Connected(connection);
    }

    @Override
    public TaskManagerEvent heardOn(long connection, Object message) {
        return new TaskManagerEvent.Heard(connection, (LeaderMessage) message);
    }

    @Override
    public TaskManagerEvent disconnected(long connection) {
        return new TaskManagerEvent.Disconnected(connection);
    }
}
