package dev.selvage.core.simulation.job;

import dev.selvage.core.id.JobId;
import dev.selvage.core.jobmanager.JobEvent;
import dev.selvage.core.jobmanager.lifecycle.JobResult;
import dev.selvage.core.jobmanager.lifecycle.JobStatus;
import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Nemesis;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * One job after the other, each of which must write every record once, whatever dies meanwhile; where it is leaders alone, no
 * task may be stopped.
 */
public final class JobScenario implements Scenario {

    private static final int TASK_MANAGERS = 3;
    /** A leader gives a checkpoint up after three seconds; one that stands still is noticed after two. */
    private static final long LONGEST_ALIGNMENT_MICROS = 6_000_000;

    private final JobBug bug;
    private final Trouble trouble;

    private JobScenario(JobBug bug, Trouble trouble) {
        this.bug = bug;
        this.trouble = trouble;
    }

    public static Scenario correct() {
        return with(JobBug.NONE);
    }

    /** Leaders come and go, and the stream flows on. */
    public static Scenario takeovers() {
        return new JobScenario(JobBug.NONE, Trouble.LEADERS);
    }

    static Scenario with(JobBug bug) {
        return new JobScenario(bug, bug.trouble());
    }

    /** One scenario per bug. */
    public static List<Scenario> planted() {
        return Stream.of(JobBug.values())
                .filter(bug -> bug != JobBug.NONE)
                .map(JobScenario::with)
                .toList();
    }

    @Override
    public String name() {
        String name = trouble == Trouble.LEADERS ? "takeover" : "job";
        return bug == JobBug.NONE ? name : name + "-" + bug;
    }

    @Override
    public World build(Simulation simulation) {
        return new JobWorld(simulation, bug, trouble);
    }

    private static final class JobWorld implements World, Nemesis.Victims {
        private final Simulation simulation;
        private final JobBug bug;
        private final Trouble trouble;
        private final SplittableRandom random;
        private final SimulatedNetwork network;
        private final Cuts cuts = new Cuts();
        private final Nemesis nemesis;
        private final DurableStore store;
        private final OutsideSystem outside;
        private final DataPlane plane = new DataPlane();
        private final List<TaskManagerHost> taskManagers = new ArrayList<>();
        private final List<LeaderHost> leaders = new ArrayList<>();
        private int jobs = 1;
        private int leadersStarted;
        private int taskManagersStarted;
        private long finishedJobs;
        private Optional<JobId> judged = Optional.empty();
        private Optional<String> flaw = Optional.empty();
        private long checkedVersion = -1;
        private boolean stopped;

        JobWorld(Simulation simulation, JobBug bug, Trouble trouble) {
            this.bug = bug;
            this.trouble = trouble;
            this.simulation = simulation;
            this.random = simulation.random("world");
            this.network = new SimulatedNetwork(simulation, cuts);
            this.store = new DurableStore(simulation, cuts, bug, ModelJob.drawn(1, simulation.random("jobs")));
            this.outside = new OutsideSystem(simulation);
            this.nemesis = new Nemesis(simulation, cuts, network, this)
                    .alsoCutsOffFrom(Cuts.STORAGE, Cuts.ZOOKEEPER)
                    .alsoTakesDown(Kind.STORAGE_OUTAGE, Cuts.STORAGE)
                    .alsoTakesDown(Kind.ZOOKEEPER_OUTAGE, Cuts.ZOOKEEPER)
                    .also(
                            Kind.PREEMPTION,
                            chance -> strikeOne(
                                    taskManagers, chance, one -> one.process().crash()))
                    // Another takes over although the present one lives, and does not know it.
                    .also(Kind.SESSION_EXPIRY, chance -> startLeader())
                    .also(
                            Kind.TASK_FAILURE,
                            chance -> strikeOne(plane.alive(), chance, task -> task.fail("a user's function threw")));
            simulation.promise("nothing is committed twice, nothing aborted that others saw", outside::violation);
            simulation.promise("no deployment of a subtask is started twice", plane::violation);
            simulation.promise("what the pointer names is there", this::pointerHolds);
            simulation.promise("nothing is decided behind the savepoint that a job stops with", store::violation);
            simulation.promise("a finished job has written every record up to where it stopped", () -> flaw);
            simulation.promise("who has stepped down orders nothing any more", this::ordersOfTheSuperseded);
            if (trouble == Trouble.LEADERS) {
                trouble.restrict(simulation.faults());
                simulation.promise(
                        "no task is stopped because a leader dies",
                        () -> plane.firstStopped().map(task -> task + " was stopped before its end"));
                simulation.promise(
                        "no stream stands still because a leader dies",
                        () -> plane.heldUpForLonger(LONGEST_ALIGNMENT_MICROS));
            }
            startLeader();
            for (int i = 0; i < TASK_MANAGERS; i++) {
                startTaskManager();
            }
            visitLater();
        }

        private Optional<String> pointerHolds() {
            if (checkedVersion == store.version()) {
                return Optional.empty();
            }
            checkedVersion = store.version();
            return store.missing();
        }

        private Optional<String> ordersOfTheSuperseded() {
            for (LeaderHost leader : leaders) {
                if (leader.orderedAfterSteppingDown().isPresent()) {
                    return Optional.of(leader.process().name() + " wanted "
                            + leader.orderedAfterSteppingDown().get());
                }
            }
            return Optional.empty();
        }

        private void startLeader() {
            LeaderHost leader =
                    new LeaderHost(simulation, network, store, bug, trouble, "jobmanager-" + ++leadersStarted);
            leaders.add(leader);
            leader.process()
                    .onDeath(() -> simulation.after(
                            200_000 + random.nextLong(1_500_000), "start", "jobmanager", "the next", () -> {
                                leaders.removeIf(any -> !any.process().alive());
                                if (leaders.isEmpty()) {
                                    startLeader();
                                }
                            }));
            leader.process().start();
        }

        private void startTaskManager() {
            TaskManagerHost host = new TaskManagerHost(
                    simulation, network, store, plane, outside, bug, trouble, "taskmanager-" + ++taskManagersStarted);
            taskManagers.add(host);
            host.process()
                    .onDeath(() -> simulation.after(
                            200_000 + random.nextLong(2_000_000), "start", "taskmanager", "the next", () -> {
                                taskManagers.removeIf(any -> !any.process().alive());
                                startTaskManager();
                            }));
            host.process().start();
        }

        /** The user: looks whether the job has ended, judges it, submits the next, cancels some, wants savepoints. */
        private void visitLater() {
            simulation.after(50_000 + random.nextLong(100_000), "look", "user", "round", () -> {
                store.result().ifPresent(this::judge);
                if (store.result().isEmpty() && random.nextInt(60) == 0) {
                    tellLeader(new JobEvent.SavepointAsked("savepoint"));
                }
                if (usersMayStopJobs() && jobs % 3 == 2 && random.nextInt(15) == 0) {
                    store.askCancel();
                    tellLeader(new JobEvent.CancelAsked());
                }
                if (usersMayStopJobs() && jobs % 3 == 1 && random.nextInt(15) == 0) {
                    tellLeader(new JobEvent.SavepointAsked(LeaderHost.STOP, true));
                }
                visitLater();
            });
        }

        private boolean usersMayStopJobs() {
            return store.result().isEmpty() && !stopped && trouble == Trouble.ANYBODY;
        }

        private void tellLeader(JobEvent event) {
            present().ifPresent(leader -> leader.tellJob(event));
        }

        private Optional<LeaderHost> present() {
            return leaders.stream()
                    .filter(leader -> leader.process().name().equals(store.leader()))
                    .findFirst();
        }

        private void judge(JobResult result) {
            if (judged.isPresent() && judged.get().equals(result.job())) {
                return;
            }
            judged = Optional.of(result.job());
            Optional<Map<String, Integer>> stops = store.stoppedAt();
            if (result.status() == JobStatus.FINISHED) {
                flaw = store.job().flawIn(outside.output(store.job().lineage()), stops.orElse(Map.of()));
                finishedJobs += stops.isPresent() ? 0 : 1;
            } else if (result.status() == JobStatus.FAILED) {
                flaw = Optional.of("a job failed for good although it may always be restarted: " + result.reason());
            }
            if (store.toldStop().isPresent() && stops.isEmpty()) {
                flaw = Optional.of(
                        "the user was told of " + store.toldStop().get() + ", but the job did not stop with it");
            }
            boolean goesOn = result.status() == JobStatus.CANCELLED || stops.isPresent();
            simulation.after(100_000, "submit", "user", "the next", () -> {
                plane.forgetChannels();
                SplittableRandom drawn = simulation.random("jobs");
                // A job that was cancelled or stopped goes on as another one, with another parallelism.
                store.accept(
                        goesOn ? store.job().rescaled(++jobs, drawn, store.newest()) : ModelJob.drawn(++jobs, drawn));
                present().ifPresent(LeaderHost::acceptPresentJob);
            });
        }

        @Override
        public void startTrouble() {
            nemesis.start();
        }

        @Override
        public void stopTrouble() {
            stopped = true;
            nemesis.stop();
        }

        /** Also those that are superseded, until they know. */
        @Override
        public List<SimulatedProcess<?, ?>> alive() {
            return Stream.<SimulatedProcess<?, ?>>concat(
                            taskManagers.stream().map(TaskManagerHost::process),
                            leaders.stream().map(LeaderHost::process))
                    .filter(SimulatedProcess::alive)
                    .toList();
        }

        @Override
        public void cutOff(String one, String other) {
            plane.cutOff(one, other);
        }

        private static <T> void strikeOne(List<T> victims, SplittableRandom chance, Consumer<T> strike) {
            if (!victims.isEmpty()) {
                strike.accept(victims.get(chance.nextInt(victims.size())));
            }
        }

        @Override
        public String wantedInTheEnd() {
            return "one job after the other finishes";
        }

        @Override
        public boolean reachedTheEnd() {
            return finishedJobs > 0;
        }

        @Override
        public long progress() {
            return finishedJobs;
        }
    }
}
