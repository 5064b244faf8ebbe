package dev.selvage.core.simulation.job;

import dev.selvage.core.checkpoint.CheckpointReference;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.Inheritance;
import dev.selvage.core.jobmanager.JobAction;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.JobManagerAction;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.jobmanager.JobSettings;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.core.jobmanager.checkpoints.CheckpointSettings;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.restart.RestartBackoff;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.core.loop.Body;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.job.watch.LeaderOrders;
import dev.selvage.core.simulation.job.yarn.ContainerDriver;
import dev.selvage.core.simulation.job.yarn.ContainerDriver.Attempt;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** A JobManager's process: takes the next epoch, reads what is durable, and leads until it dies or is superseded. */
final class LeaderHost implements Body<LeaderHost.Wish>, SimulatedNetwork.Ears<LeaderHost.Heard> {

    /** How long a process may take to end after it has been told to. */
    private static final long LATEST_EXIT_MICROS = 3_000_000;

    private static final long READ_AGAIN_MICROS = 300_000;

    private final Simulation simulation;
    private final SimulatedNetwork network;
    private final DurableStore store;
    private final JobBug bug;
    private final Trouble trouble;
    private final SplittableRandom random;
    private final SimulatedProcess<Heard, Wish> process;
    private final Optional<ContainerDriver> driver;
    /** The containers that it has given back, and when first. */
    private final TreeMap<String, Long> givenBack = new TreeMap<>();
    /** The wishes that it has been told of. */
    private final TreeSet<String> toldWishes = new TreeSet<>();

    /** The jobs that it cannot run, since something of them is lost. */
    private final TreeSet<JobId> setApart = new TreeSet<>();

    private Optional<LeaderEpoch> leading = Optional.empty();
    private boolean steppedDown;
    private Optional<String> violation = Optional.empty();

    /** What the process hears. */
    sealed interface Heard {
        /** The epoch is taken, older leaders are fenced, and what they left is read. */
        record TakenUp(LeaderEpoch epoch, Inheritance left) implements Heard {}

        /** Something for the JobManager. */
        record Event(JobManagerEvent event) implements Heard {}

        /** YARN said something. */
        record FromYarn(YarnNews news) implements Heard {}

        /** Somebody has connected; a hello follows. */
        record Connected(long connection) implements Heard {}
    }

    /** What the process wants done. */
    sealed interface Wish {
        /** Take the next epoch. */
        record TakeEpoch() implements Wish {}

        /** End the process, which YARN does not count as the present attempt any more. */
        record Exit() implements Wish {}

        /** What the JobManager of this epoch wants. */
        record Of(LeaderEpoch epoch, JobManagerAction action) implements Wish {}
    }

    LeaderHost(
            Simulation simulation,
            SimulatedNetwork network,
            DurableStore store,
            JobBug bug,
            Trouble trouble,
            boolean isolated,
            Optional<Attempt> attempt,
            String name) {
        this.simulation = simulation;
        this.network = network;
        this.store = store;
        this.bug = bug;
        this.trouble = trouble;
        this.random = simulation.random("exit of " + name);
        this.process = new SimulatedProcess<>(
                simulation,
                name,
                () -> new LeaderProgram(
                        new SessionSettings(
                                500, 2_000, trouble.returnMillis(simulation.random("patience of " + name)), isolated),
                        attempt,
                        this::breaks),
                this);
        this.driver = attempt.map(it -> new ContainerDriver(it, Asker.of(process, Heard.FromYarn::new)));
        network.attach(process, this);
    }

    SimulatedProcess<Heard, Wish> process() {
        return process;
    }

    /** What it did that no leader may do. */
    Optional<String> violation() {
        return violation;
    }

    /** How long ago it gave this container back, or 0 if it has not. */
    long sinceGivenBackMicros(String container) {
        return simulation.nowMicros() - givenBack.getOrDefault(container, simulation.nowMicros());
    }

    private void breaks(String promise) {
        violation = violation.or(() -> Optional.of(process.name() + " " + promise));
    }

    /** A job that has become durable just now. */
    void accept(JobRecords job) {
        whenReadable(() -> {
            // Who took over meanwhile, and could not read it then, has set it apart.
            if (job.isLive() && !hasSetApart(job.job().id())) {
                tell(accepted(job));
            }
        });
    }

    /** Nothing is kept of a job any more. */
    void forget(JobId job) {
        tell(new JobManagerEvent.JobForgotten(job));
    }

    private JobManagerEvent.JobAccepted accepted(JobRecords job) {
        JobSettings settings = new JobSettings(
                new CheckpointSettings(
                        true,
                        300,
                        3_000,
                        50,
                        trouble.tolerableFailures(),
                        job.job().retained()),
                new RestartBackoff.Strategy.ExponentialDelay(50, 500, 2, 0.1, 2_000, Integer.MAX_VALUE));
        return new JobManagerEvent.JobAccepted(job.job().plan(), settings, store.past(job));
    }

    private Inheritance left() {
        return new Inheritance(
                store.live().stream()
                        .filter(JobRecords::isReadable)
                        .map(this::accepted)
                        .toList(),
                store.live().stream()
                        .filter(job -> !job.isReadable())
                        .map(job -> job.job().id())
                        .toList());
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

    private void tell(JobManagerEvent event) {
        process.put(new Heard.Event(event));
    }

    /** What users want of jobs lies where it is recorded, and is told once. */
    void lookForWishes() {
        if (leading.isEmpty() || steppedDown || !store.knowsDecisions(process.name())) {
            return;
        }
        for (JobRecords job : store.live()) {
            for (JobRecords.ModelWish wish : job.wishes()) {
                if (toldWishes.add(wish.name())) {
                    tell(new JobManagerEvent.ForJob(job.job().id(), wish.asked()));
                }
            }
        }
    }

    /** Whether it leads, and cannot run this job, of which something is lost. */
    boolean hasSetApart(JobId job) {
        return setApart.contains(job);
    }

    @Override
    public void carryOut(Wish wish) {
        if (wish instanceof Wish.Exit) {
            process.exit();
        } else if (wish instanceof Wish.TakeEpoch) {
            driver.ifPresent(ContainerDriver::register);
            Inheritance before = left();
            store.takeEpoch(
                    process,
                    epoch -> whenReadable(() -> {
                        store.sweep(process.name());
                        simulation.count("takeovers");
                        // What is durable of a job counts only if it is read after the fence.
                        Inheritance left = bug == JobBug.READ_BEFORE_FENCE ? before : left();
                        leading = Optional.of(epoch);
                        setApart.addAll(left.unreadable());
                        process.put(new Heard.TakenUp(epoch, left));
                        lookForWishes();
                    }));
        } else if (wish instanceof Wish.Of it) {
            LeaderOrders.foreign(it.epoch(), it.action()).ifPresent(this::breaks);
            carryOut(it.epoch(), it.action());
        }
    }

    private void carryOut(LeaderEpoch epoch, JobManagerAction action) {
        if (steppedDown) {
            breaks("wanted " + action + " after it had stepped down");
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
            lookForWishes();
        } else if (action instanceof JobManagerAction.OfContainers it) {
            driver.orElseThrow().carryOut(it.action());
            if (it.action() instanceof ContainerAction.Release release) {
                givenBack.putIfAbsent(release.container().name(), simulation.nowMicros());
            }
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
        } else if (action instanceof JobAction.Suspended) {
            simulation.count("jobs suspended");
            setApart.add(of.job());
        } else if (action instanceof JobAction.SavepointDone it) {
            answerWish(epoch, of.job(), it.directory(), Optional.of(it.savepoint()));
        } else if (action instanceof JobAction.SavepointFailed it) {
            answerWish(epoch, of.job(), it.directory(), Optional.empty());
        } else if (action instanceof JobAction.DeleteCheckpoint it) {
            store.delete(process.name(), it.checkpoint());
        } else if (action instanceof JobAction.DeleteAborted it) {
            store.deleteAborted(process.name(), of.job(), it.order());
        }
    }

    /** Until it is known to be recorded: whoever asked, and the next leader, look there. */
    private void answerWish(LeaderEpoch epoch, JobId job, String name, Optional<CheckpointReference> savepoint) {
        store.answerWish(process.name(), epoch, job, name, savepoint, outcome -> {
            if (outcome == WriteOutcome.UNKNOWN) {
                simulation.after(READ_AGAIN_MICROS, "answer again", process.name(), name, () -> {
                    if (process.alive()) {
                        answerWish(epoch, job, name, savepoint);
                    }
                });
            }
        });
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
