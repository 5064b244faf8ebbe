package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.Inheritance;
import dev.selvage.core.jobmanager.JobAction;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManager;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Body;
import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A JobManager's process: takes the next epoch, reads what is durable, and leads until it dies or is superseded. */
final class LeaderHost implements Body<LeaderHost.Wish>, SimulatedNetwork.Ears<LeaderHost.Heard> {

    /** How long a process may take to end after it has been told to. */
    private static final long LATEST_EXIT_MICROS = 3_000_000;

    /** Where savepoints go that jobs stop with. */
    static final String STOP = "stop";

    private static final long READ_AGAIN_MICROS = 300_000;

    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final DurableStore store;
    private final JobBug bug;
    private final JobSettings settings;
    private final SplittableRandom random;
    private final SimulatedProcess<Heard, Wish> process;
    private boolean steppedDown;
    private Optional<JobManagerAction> orderedAfterwards = Optional.empty();

    /** What the process hears. */
    sealed interface Heard {
        /** The epoch is taken, older leaders are fenced, and what they left is read. */
        record TakenUp(LeaderEpoch epoch, List<JobManagerEvent.JobAccepted> jobs) implements Heard {}

        /** Something for the JobManager. */
        record Event(JobManagerEvent event) implements Heard {}

        /** Somebody has connected; a hello follows. */
        record Connected(long connection) implements Heard {}
    }

    /** What the process wants done. */
    sealed interface Wish {
        /** Take the next epoch. */
        record TakeEpoch() implements Wish {}

        /** What the JobManager of this epoch wants. */
        record Of(LeaderEpoch epoch, JobManagerAction action) implements Wish {}
    }

    LeaderHost(
            Simulation simulation,
            SimulatedNetwork network,
            DurableStore store,
            JobBug bug,
            Trouble trouble,
            String name) {
        this.simulation = simulation;
        this.network = network;
        this.store = store;
        this.bug = bug;
        this.settings = new JobSettings(
                new CheckpointSettings(true, 300, 3_000, 50, trouble.tolerableFailures(), 2),
                new RestartBackoff.Strategy.ExponentialDelay(50, 500, 2, 0.1, 2_000, Integer.MAX_VALUE));
        this.random = simulation.random("exit of " + name);
        this.process = new SimulatedProcess<>(
                simulation,
                name,
                () -> new Leader(new SessionSettings(
                        500, 2_000, trouble.returnMillis(simulation.random("patience of " + name)))),
                this);
        network.attach(process, this);
    }

    SimulatedProcess<Heard, Wish> process() {
        return process;
    }

    /** What it wanted done though it had stepped down. */
    Optional<JobManagerAction> orderedAfterSteppingDown() {
        return orderedAfterwards;
    }

    /** The job that has become durable just now. */
    void acceptPresentJob() {
        whenReadable(() -> present().forEach(this::tell));
    }

    private List<JobManagerEvent.JobAccepted> present() {
        return store.result().isPresent()
                ? List.of()
                : List.of(new JobManagerEvent.JobAccepted(store.job().plan(), settings, store.past()));
    }

    private void whenReadable(Runnable read) {
        if (store.isReadableFor(process.name())) {
            read.run();
            return;
        }
        simulation.after(READ_AGAIN_MICROS, "read again", process.name(), "the job", () -> {
            if (process.alive()) {
                whenReadable(read);
            }
        });
    }

    void tellJob(JobEvent event) {
        tell(new JobManagerEvent.ForJob(store.job().id(), event));
    }

    private void tell(JobManagerEvent event) {
        process.put(new Heard.Event(event));
    }

    /** Before it leads it only listens. */
    private static final class Leader implements Component<Heard, Wish> {
        private final SessionSettings patience;
        private final List<JobManagerEvent> early = new ArrayList<>();
        private Optional<JobManager> manager = Optional.empty();
        private LeaderEpoch epoch = new LeaderEpoch(0);
        private boolean begun;

        Leader(SessionSettings patience) {
            this.patience = patience;
        }

        @Override
        public List<Wish> onWake(Turn turn) {
            begun = true;
            return manager.map(leading -> wrap(leading.onWake(turn))).orElse(List.of(new Wish.TakeEpoch()));
        }

        @Override
        public List<Wish> onMessage(Heard message, Turn turn) {
            if (message instanceof Heard.TakenUp taken) {
                epoch = taken.epoch();
                JobManager leading = new JobManager(epoch, patience, Inheritance.of(taken.jobs()));
                manager = Optional.of(leading);
                List<Wish> wishes = new ArrayList<>();
                early.forEach(event -> wishes.addAll(wrap(leading.onMessage(event, turn))));
                return wishes;
            } else if (message instanceof Heard.Event it) {
                if (manager.isEmpty()) {
                    // A job that is durable by now will be found.
                    if (!(it.event() instanceof JobManagerEvent.JobAccepted)) {
                        early.add(it.event());
                    }
                    return List.of();
                }
                return wrap(manager.get().onMessage(it.event(), turn));
            }
            return List.of();
        }

        private List<Wish> wrap(List<JobManagerAction> actions) {
            return actions.stream()
                    .<Wish>map(action -> new Wish.Of(epoch, action))
                    .toList();
        }

        @Override
        public long wakeAtMillis() {
            return begun ? manager.map(JobManager::wakeAtMillis).orElse(NEVER) : 0;
        }
    }

    @Override
    public void carryOut(Wish wish) {
        if (wish instanceof Wish.TakeEpoch) {
            List<JobManagerEvent.JobAccepted> before = present();
            store.takeEpoch(
                    process,
                    epoch -> whenReadable(() -> {
                        store.sweep(process.name());
                        // What is durable of a job counts only if it is read after the fence.
                        process.put(new Heard.TakenUp(epoch, bug == JobBug.READ_BEFORE_FENCE ? before : present()));
                        if (store.cancelAsked()) {
                            tellJob(new JobEvent.CancelAsked());
                        }
                    }));
        } else if (wish instanceof Wish.Of it) {
            carryOut(it.epoch(), it.action());
        }
    }

    private void carryOut(LeaderEpoch epoch, JobManagerAction action) {
        if (steppedDown) {
            orderedAfterwards = Optional.of(action);
        } else if (action instanceof JobManagerAction.Send it) {
            network.sendOn(it.connection(), process.name(), it.message());
        } else if (action instanceof JobManagerAction.HangUp it) {
            network.close(it.connection(), process.name());
        } else if (action instanceof JobManagerAction.Probe it) {
            network.probe(
                    process.name(),
                    it.taskManager().host(),
                    () -> tell(new JobManagerEvent.TaskManagerGone(
                            it.taskManager().taskManager(),
                            Failure.of(ErrorCode.TASK_MANAGER_LOST, "expected it to live, but its port refuses"))));
        } else if (action instanceof JobManagerAction.LookForLeader) {
            store.leaderSeenBy(process.name()).ifPresent(seen -> tell(new JobManagerEvent.LeaderFound(seen.epoch())));
        } else if (action instanceof JobManagerAction.StepDown) {
            stepDown();
        } else if (action instanceof JobManagerAction.OfJob it) {
            carryOutOfJob(epoch, it);
        }
    }

    /** No process ends in the moment in which it decides to: meanwhile it goes on hearing. */
    private void stepDown() {
        steppedDown = true;
        simulation.after(random.nextLong(LATEST_EXIT_MICROS), "exit", process.name(), "stepped down", process::exit);
    }

    private void carryOutOfJob(LeaderEpoch epoch, JobManagerAction.OfJob of) {
        JobAction action = of.action();
        if (action instanceof JobAction.WriteDeployment it) {
            store.writeDeployment(
                    process.name(),
                    it.record(),
                    outcome -> answer(
                            of, new JobEvent.DeploymentWritten(it.record().deployment(), outcome)));
        } else if (action instanceof JobAction.WriteManifest it) {
            store.writeManifest(
                    process.name(),
                    it.manifest(),
                    it.order(),
                    outcome -> answer(
                            of,
                            new JobEvent.ManifestWritten(
                                    it.order().checkpoint(),
                                    outcome,
                                    outcome == WriteOutcome.WRITTEN
                                            ? Optional.of(new CheckpointReference(
                                                    it.order().checkpoint(),
                                                    CheckpointFiles.nameOf(of.job(), it.order()),
                                                    0))
                                            : Optional.empty())));
        } else if (action instanceof JobAction.WritePointer it) {
            store.writePointer(
                    process.name(),
                    it.pointer(),
                    outcome -> answer(of, new JobEvent.PointerWritten(it.decides(), outcome)));
        } else if (action instanceof JobAction.WriteResult it) {
            store.writeResult(
                    process.name(), epoch, it.result(), outcome -> answer(of, new JobEvent.ResultWritten(outcome)));
        } else if (action instanceof JobAction.SavepointDone it
                && it.directory().equals(STOP)) {
            store.tellStop(of.job(), it.savepoint());
        } else if (action instanceof JobAction.DeleteCheckpoint it) {
            store.delete(process.name(), it.checkpoint());
        } else if (action instanceof JobAction.DeleteAborted it) {
            store.deleteAborted(process.name(), of.job(), it.order());
        }
    }

    private void answer(JobManagerAction.OfJob to, JobEvent event) {
        process.put(new Heard.Event(new JobManagerEvent.ForJob(to.job(), event)));
    }

    @Override
    public Heard connected(long connection, String peer) {
        return new Heard.Connected(connection);
    }

    @Override
    public Heard heardOn(long connection, Object message) {
        return new Heard.Event(new JobManagerEvent.Heard(connection, (TaskManagerMessage) message));
    }

    @Override
    public Heard disconnected(long connection) {
        return new Heard.Event(new JobManagerEvent.Disconnected(connection));
    }
}
