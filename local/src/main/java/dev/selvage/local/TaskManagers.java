package dev.selvage.local;

import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.JobManagerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** The TaskManagers of a cluster: always as many, though each of them may be replaced. Any thread may call. */
final class TaskManagers implements AutoCloseable {

    private final JobManagerLoop jobManager;
    private final Starting starting;
    private final List<TaskManagerLoop> present = new ArrayList<>();
    private int numbered;
    private boolean closed;

    /** Starts a TaskManager. */
    interface Starting {
        TaskManagerLoop start(TaskManagerId id) throws Exception;
    }

    private TaskManagers(JobManagerLoop jobManager, Starting starting) {
        this.jobManager = jobManager;
        this.starting = starting;
    }

    static TaskManagers start(int count, JobManagerLoop jobManager, Starting starting) throws Exception {
        TaskManagers started = new TaskManagers(jobManager, starting);
        try {
            for (int number : IntStream.range(0, count).toArray()) {
                started.put(number);
            }
        } catch (Exception e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void put(int number) throws Exception {
        TaskManagerLoop loop = starting.start(new TaskManagerId("taskmanager-" + ++numbered));
        if (number == present.size()) {
            present.add(loop);
        } else {
            present.set(number, loop);
        }
    }

    synchronized int count() {
        return present.size();
    }

    /** Ends one, tells the JobManager that it is gone, and starts another one, as a cluster would. */
    synchronized void replace(int number) {
        if (closed) {
            return;
        }
        TaskManagerLoop killed = present.get(number);
        killed.close();
        jobManager.links().forget(killed);
        jobManager.put(new JobManagerEvent.TaskManagerGone(
                killed.id(),
                Failure.of(
                        ErrorCode.TASK_MANAGER_LOST,
                        "expected " + killed.id() + " to run, but it was killed; another one takes its place")));
        try {
            put(number);
        } catch (Exception e) {
            throw new IllegalStateException("expected to start another TaskManager for " + killed.id(), e);
        }
    }

    /** The last one first; one that was killed is closed already, and that once more does nothing. */
    @Override
    public synchronized void close() {
        closed = true;
        for (int i = present.size() - 1; i >= 0; i--) {
            present.get(i).close();
        }
    }
}
