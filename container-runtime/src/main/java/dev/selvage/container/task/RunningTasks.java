package dev.selvage.container.task;

import dev.selvage.container.program.Programs;
import dev.selvage.container.taskmanager.Causes;
import dev.selvage.container.taskmanager.Tasks;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.CheckpointOrder;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.jspecify.annotations.Nullable;

/** The tasks that run in this process, each on a thread of its own. */
public final class RunningTasks implements Tasks {
    private static final Logger LOG = LogManager.getLogger(RunningTasks.class);
    /** Whoever closes a process does not wait for ever for user code. */
    private static final Duration END_PATIENCE = Duration.ofSeconds(10);
    /** Nor much longer for what had its time before. */
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(1);

    private final TaskProcess process;
    private final Programs programs;
    private final Inbox<TaskManagerEvent> control;
    private final Causes causes;
    private final FaultHandler faults;
    private final Cancellation cancellation;
    private final ConcurrentHashMap<TaskId, Running> running = new ConcurrentHashMap<>();
    /** What finished tasks have sent and nobody has come for yet. Who never comes is known when their job is over. */
    private final ConcurrentHashMap<Place, TaskStart> leftBehind = new ConcurrentHashMap<>();

    private volatile boolean closed;

    /** A subtask, whichever deployment it is of. */
    private record Place(JobId job, SubtaskId subtask) {
        static Place of(TaskId task) {
            return new Place(task.job(), task.subtask());
        }
    }

    /** A task under way: where to ask it for something, and its thread. */
    private record Running(TaskStart start, Mailbox mailbox, TaskThread thread) {}

    public RunningTasks(
            TaskProcess process,
            Programs programs,
            Inbox<TaskManagerEvent> control,
            Causes causes,
            Cancellation cancellation,
            FaultHandler faults) {
        this.process = process;
        this.programs = programs;
        this.control = control;
        this.causes = causes;
        this.cancellation = cancellation;
        this.faults = faults;
    }

    @Override
    public void start(TaskDeployment deployment, Deploy context) {
        TaskId task = deployment.task();
        // Those who were to come for it are of the earlier deployment, too.
        forget(leftBehind.remove(Place.of(task)));
        Mailbox mailbox = new Mailbox();
        TaskStart start = new TaskStart(deployment, context, process, programs, control, mailbox);
        TaskThread thread = new TaskThread(start.threadName(), faults, start, mailbox, new TaskThread.News() {
            @Override
            public void runs() {
                tell(new TaskManagerEvent.TaskRuns(task));
            }

            @Override
            public void ended(TaskThread.Ending ending) {
                start.close(ending.finished());
                if (ending.finished() && start.isAwaited()) {
                    leftBehind.put(Place.of(task), start);
                }
                running.remove(task);
                causes.counted(task, ending.counts());
                tell(outcome(start, ending));
            }
        });
        running.put(task, new Running(start, mailbox, thread));
        thread.start();
    }

    private TaskManagerEvent outcome(TaskStart start, TaskThread.Ending ending) {
        TaskId task = start.task();
        Throwable thrown = ending.failure();
        if (thrown == null) {
            return ending.finished()
                    ? new TaskManagerEvent.TaskFinished(task)
                    : new TaskManagerEvent.TaskCancelled(task);
        }
        Failure failure = TaskFailures.of(start.humanName(), ending.records(), thrown);
        // A job that is restarted shows nobody what went wrong but here.
        LOG.log(
                ending.cancelled() || TaskFailures.isAnothers(thrown) ? Level.DEBUG : Level.ERROR,
                "Task {} has failed: {}",
                start.threadName(),
                failure);
        causes.standsBehind(failure, TaskFailures.causeOf(thrown));
        if (failure.code() == ErrorCode.OUT_OF_MEMORY) {
            faults.onFault(start.threadName(), thrown);
        }
        return new TaskManagerEvent.TaskFailed(task, failure);
    }

    private void tell(TaskManagerEvent event) {
        if (!closed) {
            control.put(event);
        }
    }

    @Override
    public void cancel(TaskId task) {
        Running found = running.get(task);
        if (found != null) {
            found.thread().cancel();
            cancellation.watch(found.thread());
        }
    }

    @Override
    public Map<String, String> stillStopping() {
        TreeMap<String, String> places = new TreeMap<>();
        for (Running each : running.values()) {
            if (each.thread().isCancelled()) {
                places.put(each.start().humanName(), each.thread().place());
            }
        }
        return places;
    }

    @Override
    public void prepare(TaskId task, CheckpointOrder order) {
        ask(task, it -> it.expect(order));
    }

    @Override
    public void trigger(TaskId task, CheckpointOrder order) {
        ask(task, it -> it.trigger(order));
    }

    @Override
    public void commitUpTo(TaskId task, CheckpointId checkpoint) {
        ask(task, it -> it.commitUpTo(checkpoint));
    }

    @Override
    public void giveUp(TaskId task, CheckpointId upTo) {
        ask(task, it -> it.giveUpTo(upTo));
    }

    @Override
    public void heedFrom(TaskId task, LeaderEpoch leader) {
        ask(task, it -> it.heedFrom(leader));
    }

    @Override
    public void forget(JobId job) {
        for (Place place : leftBehind.keySet()) {
            if (place.job().equals(job)) {
                forget(leftBehind.remove(place));
            }
        }
        programs.forget(job);
    }

    private static void forget(@Nullable TaskStart left) {
        if (left != null) {
            left.forget();
        }
    }

    private void ask(TaskId task, Consumer<Task> what) {
        Running found = running.get(task);
        if (found != null) {
            found.mailbox().put(what);
        }
    }

    @Override
    public void close() {
        closed = true;
        List<Running> stopping = List.copyOf(running.values());
        List<Running> late =
                stopping.stream().filter(each -> each.thread().isCancelled()).toList();
        stopping.forEach(each -> {
            each.thread().cancel();
            cancellation.watch(each.thread());
        });
        stopping.forEach(each -> each.thread().join(late.contains(each) ? LAST_PATIENCE : END_PATIENCE));
    }
}
