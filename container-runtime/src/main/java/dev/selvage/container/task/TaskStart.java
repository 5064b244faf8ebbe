package dev.selvage.container.task;

import dev.selvage.container.program.JobProgram;
import dev.selvage.container.program.Programs;
import dev.selvage.container.snapshot.TaskStates;
import dev.selvage.core.checkpoint.TaskRestore;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.message.LeaderMessage.Deploy;
import dev.selvage.core.message.TaskDeployment;
import dev.selvage.core.plan.Vertex;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import java.util.Optional;

/** Makes a task, on the task's thread, and lets go of its channels when it is over. */
final class TaskStart implements TaskThread.Making {
    private final TaskDeployment deployment;
    private final Deploy context;
    private final TaskProcess process;
    private final Programs programs;
    private final Inbox<TaskManagerEvent> control;
    private final Mailbox mailbox;
    private final Vertex vertex;
    private volatile Optional<Connections> made = Optional.empty();

    TaskStart(
            TaskDeployment deployment,
            Deploy context,
            TaskProcess process,
            Programs programs,
            Inbox<TaskManagerEvent> control,
            Mailbox mailbox) {
        this.deployment = deployment;
        this.context = context;
        this.process = process;
        this.programs = programs;
        this.control = control;
        this.mailbox = mailbox;
        this.vertex = context.plan().vertex(task().subtask().vertex());
    }

    TaskId task() {
        return deployment.task();
    }

    /** Such as {@code map -> filter (2/4)}: as people find it in a dump. */
    String threadName() {
        return vertex.name() + " (" + (task().subtask().index() + 1) + "/" + vertex.parallelism() + ")";
    }

    /** As it stands in a sentence. */
    String humanName() {
        return "subtask " + (task().subtask().index() + 1) + " of " + vertex.parallelism() + " of '" + vertex.name()
                + "'";
    }

    @Override
    public ClassLoader classes() throws Exception {
        return programs.of(task().job()).classes();
    }

    @Override
    public Task make() throws Exception {
        JobProgram program = programs.of(task().job());
        Connections connections = new Connections(task(), context, program, process, mailbox.wakeup());
        made = Optional.of(connections);
        SnapshotSettings snapshots = process.snapshots();
        TaskStates states = new TaskStates(
                program.codecs(),
                new TaskStates.Split(vertex.keyGroupsOf(task().subtask().index()), vertex.maxParallelism()),
                snapshots.files(),
                // One that had finished has nothing to go on with: what there is belongs to others.
                deployment.restore().filter(restore -> !restore.finished()),
                program.options().mayLeave());
        OperatorStates own =
                new OperatorStates(task(), program, states, deployment.restore().isPresent(), snapshots, control);
        try {
            return make(new TaskAssembly(task(), context, program, process, own, connections));
        } catch (RuntimeException | Error thrown) {
            // Nobody else knows of the snapshots that are open for reading by now.
            own.close();
            throw thrown;
        }
    }

    private Task make(TaskAssembly assembly) {
        boolean finishedBefore = deployment.restore().map(TaskRestore::finished).orElse(false);
        return finishedBefore
                ? assembly.finished(mailbox)
                : assembly.task(mailbox, () -> control.put(new TaskManagerEvent.TaskEnded(task())));
    }

    /** Lets go of the task's channels; {@code finished} tells whether it sent all that there was. */
    void close(boolean finished) {
        made.ifPresent(connections -> connections.close(finished));
    }

    /** Whether what a finished task sent is kept for somebody who is yet to come for it. */
    boolean isAwaited() {
        return made.filter(Connections::isAwaited).isPresent();
    }

    /** Nobody comes any more for what a finished task sent. */
    void forget() {
        close(false);
    }
}
