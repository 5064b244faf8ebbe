package dev.selvage.container.task;

import dev.selvage.container.exchange.Event;
import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.routing.Route;
import dev.selvage.container.routing.Routes;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.core.checkpoint.CheckpointKind;
import dev.selvage.core.checkpoint.Manifest;
import dev.selvage.core.checkpoint.Redistribution;
import dev.selvage.core.checkpoint.TaskSnapshot;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.Edge;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.JobFileSystem;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The tasks of a job, without its sources and without threads: whoever calls stands for the sources, for the clock and for
 * whoever coordinates. Everything else is the real thing, so that a function can be tested record by record. One thread.
 */
public final class HandFedTasks implements AutoCloseable {
    private static final TaskManagerId SELF = new TaskManagerId("by-hand");
    private static final Peer PEER = new Peer(SELF, "localhost", 1);
    private static final LeaderEpoch EPOCH = new LeaderEpoch(1);
    private static final int BATCH_SIZE = 1;
    /** A call that makes more turns than any sensible input needs is told, rather than going on for ever. */
    private static final int MOST_TURNS = 1_000_000;

    private final JobPlan plan;
    private final List<TaskManagerEvent> told = new ArrayList<>();
    private final List<Running> running = new ArrayList<>();
    /** What leaves each source, in the order of the sources. */
    private final List<List<Route>> feeds = new ArrayList<>();

    private record Running(TaskId id, Task task, Mailbox mailbox, TaskStart start) {}

    /**
     * Starts the tasks.
     *
     * @param attempt counted from 1
     * @param from what they go on from
     * @param millis the clock that functions and timers see
     */
    public HandFedTasks(JobPlan plan, ClassLoader classes, int attempt, Optional<Manifest> from, LongSupplier millis)
            throws Exception {
        this.plan = plan;
        DeploymentNumber number = new DeploymentNumber(attempt);
        JobProgram program = new JobProgram(plan, new JobOptions(true, Integer.MAX_VALUE, false), classes);
        TaskProcess process = process(millis);
        Deploy context = context(number, from);
        List<TaskDeployment> fed = context.tasks().stream()
                .filter(each -> !isSource(vertexOf(each.task())))
                .toList();
        for (TaskDeployment each : fed) {
            Mailbox mailbox = new Mailbox();
            TaskStart start = new TaskStart(each, context, process, job -> program, told::add, mailbox);
            running.add(new Running(each.task(), start.make(), mailbox, start));
        }
        for (Vertex vertex : plan.plan().vertices()) {
            if (isSource(vertex)) {
                TaskId source = new TaskId(plan.plan().job(), new SubtaskId(vertex.id(), 0), number);
                feeds.add(routes(
                        program, vertex, new Connections(source, context, program, process, new Mailbox().wakeup())));
            }
        }
        running.forEach(each -> each.task().open());
    }

    private List<Route> routes(JobProgram program, Vertex source, Connections connections) {
        List<Route> routes = new ArrayList<>();
        for (Edge edge : plan.plan().edgesOutOf(source.id())) {
            routes.add(Routes.of(
                    program.code(),
                    edge.number(),
                    program.stream(edge).partitioning(),
                    connections.outputs(edge),
                    0,
                    plan.plan().vertex(edge.to()).maxParallelism()));
        }
        return routes;
    }

    private TaskProcess process(LongSupplier millis) {
        JobFileSystem files = new JobFileSystem(new FileStorages(Optional.empty()));
        SnapshotFiles none = new SnapshotFiles(path -> new LocalFileStorage());
        return new TaskProcess(
                SELF,
                new LocalChannels(),
                Optional.empty(),
                address -> files,
                new SnapshotSettings(none, Runnable::run),
                new Task.Clocks(System::nanoTime, millis),
                BATCH_SIZE,
                Integer.MAX_VALUE);
    }

    private Deploy context(DeploymentNumber number, Optional<Manifest> from) {
        List<TaskDeployment> tasks = new ArrayList<>();
        List<Placement> placements = new ArrayList<>();
        for (Vertex vertex : plan.plan().vertices()) {
            for (SubtaskId subtask : vertex.subtasks()) {
                tasks.add(new TaskDeployment(
                        new TaskId(plan.plan().job(), subtask, number),
                        0,
                        from.map(manifest -> Redistribution.of(manifest, vertex, subtask.index()))));
            }
            placements.add(new Placement(vertex.id(), Collections.nCopies(vertex.parallelism(), 0)));
        }
        return new Deploy(EPOCH, plan.plan(), true, tasks, placements, List.of(PEER));
    }

    private Vertex vertexOf(TaskId task) {
        return plan.plan().vertex(task.subtask().vertex());
    }

    private boolean isSource(Vertex vertex) {
        return plan.plan().edgesInto(vertex.id()).isEmpty();
    }

    /** A record of a source, or one without a timestamp if that is {@link Long#MIN_VALUE}; all that comes of it has come. */
    public void feed(int source, Object value, long timestamp) {
        feeds.get(source).forEach(route -> route.process(value, timestamp));
        run();
    }

    /** The event time of a source. */
    public void watermark(int source, long millis) {
        feeds.get(source).forEach(route -> route.watermark(millis));
        run();
    }

    /** Nothing follows from any source. */
    public void endOfInput() {
        allRoutes(route -> {
            route.watermark(Event.END_OF_TIME);
            route.event(new Event.EndOfInput());
        });
        run();
    }

    /** Turns all tasks until there is nothing to do, such as when the clock has been set. */
    public void run() {
        allRoutes(Route::flushBeforeSleep);
        boolean worked = true;
        for (int turns = 0; worked; turns++) {
            if (turns == MOST_TURNS) {
                throw new IllegalStateException("Wanted the tasks to come to rest, found them still at work after "
                        + MOST_TURNS + " turns: does a timer register itself again for a time that has passed?");
            }
            worked = false;
            for (Running each : running) {
                worked |= !each.task().isFinished() && each.task().turn() == Task.Turn.WORKED;
            }
        }
    }

    private void allRoutes(Consumer<Route> what) {
        feeds.forEach(routes -> routes.forEach(what));
    }

    /** A checkpoint, decided at once: what sinks have prepared is committed. */
    public Manifest snapshot(CheckpointId checkpoint) {
        CheckpointOrder order = new CheckpointOrder(EPOCH, checkpoint, CheckpointKind.CHECKPOINT, 0, "/none");
        allRoutes(route -> route.event(new Event.Barrier(order)));
        for (Running each : running) {
            each.mailbox().put(task -> task.trigger(order));
        }
        run();
        TreeMap<SubtaskId, TaskSnapshot> snapshots = new TreeMap<>();
        TreeSet<SubtaskId> finished = new TreeSet<>();
        for (TaskManagerEvent event : told) {
            if (event instanceof TaskManagerEvent.SnapshotWritten written
                    && written.checkpoint().equals(checkpoint)) {
                snapshots.put(written.snapshot().task().subtask(), written.snapshot());
            } else if (event instanceof TaskManagerEvent.SnapshotFailed failed) {
                throw new IllegalStateException(failed.reason().toString());
            }
        }
        told.clear();
        for (Running each : running) {
            each.mailbox().put(task -> task.commitUpTo(checkpoint));
        }
        run();
        return Manifest.of(plan.plan(), checkpoint, EPOCH, CheckpointKind.CHECKPOINT, 0, snapshots.values(), finished);
    }

    /** What functions have counted, by name. */
    public Map<String, Long> counts() {
        TreeMap<String, Long> sums = new TreeMap<>();
        for (Running each : running) {
            each.task().counts().forEach((name, count) -> sums.merge(name, count, Long::sum));
        }
        return sums;
    }

    /** Stops all tasks where they are. */
    @Override
    public void close() throws IOException {
        for (Running each : running) {
            each.task().close();
            each.start().close(false);
        }
    }
}
