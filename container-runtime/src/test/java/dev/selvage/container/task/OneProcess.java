package dev.selvage.container.task;

import dev.selvage.api.graph.StreamGraph;
import dev.selvage.container.network.ChannelName;
import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.network.Transport;
import dev.selvage.container.program.JobOptions;
import dev.selvage.container.program.JobProgram;
import dev.selvage.container.snapshot.SnapshotFiles;
import dev.selvage.container.taskmanager.Causes;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.JobPlan;
import dev.selvage.core.plan.Planner;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.Await;
import dev.selvage.platform.storage.LocalFileStorage;
import java.net.URL;
import java.net.URLClassLoader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** The tasks of some jobs in one process, on threads as in a real one. The test is their JobManager. */
final class OneProcess implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final JobOptions OPTIONS = new JobOptions(true, Integer.MAX_VALUE, false);
    /** Those of all jobs; not those of the threads that the test runs on. */
    static final ClassLoader CLASSES = new URLClassLoader(new URL[0], OneProcess.class.getClassLoader());

    private static final TaskManagerId SELF = new TaskManagerId("one");

    private final Map<JobId, JobProgram> programs = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<TaskManagerEvent> told = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Throwable> faults = new ConcurrentLinkedQueue<>();
    private final LocalChannels channels = new LocalChannels();
    private final Optional<Transport> network;
    private final RunningTasks tasks;

    OneProcess() {
        this(Optional.empty());
    }

    /** One that has a neighbour, of which nothing is ever heard, if it has a network. */
    OneProcess(Optional<Transport> network) {
        this.network = network;
        SnapshotFiles nowhere = new SnapshotFiles(path -> new LocalFileStorage());
        TaskProcess process = new TaskProcess(
                SELF,
                channels,
                network,
                address -> {
                    throw new IllegalStateException("expected no files, but was asked for " + address);
                },
                new SnapshotSettings(nowhere, Runnable::run),
                Task.Clocks.ofMachine(),
                16,
                2);
        tasks = new RunningTasks(
                process,
                job -> Optional.ofNullable(programs.get(job)).orElseThrow(),
                told::add,
                Causes.IN_TEXT_ONLY,
                new Cancellation(Duration.ofSeconds(1), (where, fault) -> faults.add(fault)),
                (where, fault) -> faults.add(fault));
    }

    /** Starts a deployment of a job. */
    List<TaskId> start(JobId job, long deployment, StreamGraph graph) throws Exception {
        return start(job, deployment, graph, vertex -> true);
    }

    /** Starts the sources of a deployment; those who read from them, here or in the neighbour, never come. */
    List<TaskId> startSources(JobId job, long deployment, StreamGraph graph) throws Exception {
        return start(
                job, deployment, graph, vertex -> vertex.chain().get(0).name().startsWith("source"));
    }

    private List<TaskId> start(JobId job, long deployment, StreamGraph graph, Predicate<Vertex> comes)
            throws Exception {
        JobPlan plan = Planner.plan(job, graph, Configuration.empty());
        programs.put(job, new JobProgram(plan, OPTIONS, CLASSES));
        List<TaskDeployment> deployments = new ArrayList<>();
        for (SubtaskId subtask : subtasks(plan.plan(), comes)) {
            TaskId task = new TaskId(job, subtask, new DeploymentNumber(deployment));
            deployments.add(new TaskDeployment(task, 0, Optional.empty()));
        }
        List<Placement> placements = plan.plan().vertices().stream()
                .map(vertex -> new Placement(
                        vertex.id(),
                        Collections.nCopies(vertex.parallelism(), comes.test(vertex) || network.isEmpty() ? 0 : 1)))
                .toList();
        Deploy context = new Deploy(
                new LeaderEpoch(1),
                plan.plan(),
                false,
                deployments,
                placements,
                List.of(new Peer(SELF, "localhost", 1), new Peer(new TaskManagerId("silent"), "localhost", 1)));
        deployments.forEach(each -> tasks.start(each, context));
        return deployments.stream().map(TaskDeployment::task).toList();
    }

    private static List<SubtaskId> subtasks(ExecutionPlan plan, Predicate<Vertex> which) {
        return plan.vertices().stream()
                .filter(which)
                .flatMap(vertex -> vertex.subtasks().stream())
                .toList();
    }

    /** The job has ended. */
    void forget(JobId job) {
        tasks.forget(job);
    }

    /** Whether a channel between its tasks is kept for an end that has not come. */
    boolean keeps(ChannelName channel) {
        return channels.isWaiting(channel);
    }

    /** Waits for a task of a deployment to fail; stops the others. */
    Failure failure(List<TaskId> deployment) throws Exception {
        Await.until("a task fails", BOUND, () -> failed(deployment).isPresent());
        deployment.forEach(tasks::cancel);
        Await.until("the others stop", BOUND, () -> ended(deployment) == deployment.size());
        return failed(deployment).orElseThrow();
    }

    /** Tells the tasks of a deployment to stop, and waits until they have: neither failed nor finished. */
    void cancel(List<TaskId> deployment) throws Exception {
        deployment.forEach(tasks::cancel);
        Await.until(
                "all tasks stop",
                BOUND,
                () -> deployment.stream().allMatch(task -> told.contains(new TaskManagerEvent.TaskCancelled(task))));
    }

    private Optional<Failure> failed(List<TaskId> deployment) {
        for (TaskManagerEvent event : told) {
            if (event instanceof TaskManagerEvent.TaskFailed failed && deployment.contains(failed.task())) {
                return Optional.of(failed.reason());
            }
        }
        return Optional.empty();
    }

    private long ended(List<TaskId> deployment) {
        return told.stream()
                .flatMap(event -> endedTask(event).stream())
                .filter(deployment::contains)
                .count();
    }

    private static Optional<TaskId> endedTask(TaskManagerEvent event) {
        if (event instanceof TaskManagerEvent.TaskFailed failed) {
            return Optional.of(failed.task());
        } else if (event instanceof TaskManagerEvent.TaskCancelled cancelled) {
            return Optional.of(cancelled.task());
        } else if (event instanceof TaskManagerEvent.TaskFinished finished) {
            return Optional.of(finished.task());
        }
        return Optional.empty();
    }

    /** Waits for all tasks of a deployment to finish. */
    void awaitFinished(List<TaskId> deployment) throws Exception {
        Await.until(
                "all tasks finish",
                BOUND,
                () -> told.stream()
                                .filter(event -> event instanceof TaskManagerEvent.TaskFinished finished
                                        && deployment.contains(finished.task()))
                                .count()
                        == deployment.size());
    }

    @Override
    public void close() {
        tasks.close();
        if (!faults.isEmpty()) {
            throw new AssertionError("expected no faults of the process, found " + faults);
        }
    }
}
