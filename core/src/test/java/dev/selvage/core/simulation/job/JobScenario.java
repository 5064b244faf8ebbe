package dev.selvage.core.simulation.job;

import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Nemesis;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One job after the other, or several beside each other, each of which must write every record once, whatever dies meanwhile; where it is leaders alone, no
 * task may be stopped.
 */
public final class JobScenario implements Scenario {

    /** How checkpoints that were decided are counted. */
    public static final String CHECKPOINTS = "completed checkpoints";

    /** A leader gives a checkpoint up after three seconds; one that stands still is noticed after two. */
    private static final long LONGEST_ALIGNMENT_MICROS = 6_000_000;

    private static final long LONGEST_LOSS_MICROS = 12_000_000;

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

    /** Several jobs beside each other, of which some cannot be read at times. */
    public static Scenario several() {
        return new JobScenario(JobBug.NONE, Trouble.SEVERAL_JOBS);
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
        return bug == JobBug.NONE ? trouble.scenario() : trouble.scenario() + "-" + bug;
    }

    /** Several jobs are several times as many events; each of them takes longer where they share the slots. */
    @Override
    public Phases phases() {
        return trouble == Trouble.SEVERAL_JOBS ? new Phases(18_000_000, 180_000_000, 10_000_000) : Phases.USUAL;
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
        private final SplittableRandom addresses;
        private final SimulatedNetwork network;
        private final Cuts cuts = new Cuts();
        private final Nemesis nemesis;
        private final DurableStore store;
        private final OutsideSystem outside;
        private final DataPlane plane = new DataPlane();
        private final ModelUser user;
        private final boolean isolated;
        private final List<TaskManagerHost> taskManagers = new ArrayList<>();
        private final List<LeaderHost> leaders = new ArrayList<>();
        private int leadersStarted;
        private int taskManagersStarted;

        JobWorld(Simulation simulation, JobBug bug, Trouble trouble) {
            this.bug = bug;
            this.trouble = trouble;
            this.simulation = simulation;
            this.random = simulation.random("world");
            this.addresses = simulation.random("addresses");
            this.network = new SimulatedNetwork(simulation, cuts);
            this.store = new DurableStore(simulation, cuts, bug);
            this.outside = new OutsideSystem(simulation);
            this.user = new ModelUser(simulation, store, outside, plane, trouble, this::present);
            this.isolated = trouble.jobs() > 1 && simulation.random("isolation").nextBoolean();
            this.nemesis = nemesis();
            promises();
            startLeader();
            for (int i = 0; i < trouble.taskManagers(); i++) {
                startTaskManager();
            }
            user.begin(trouble.jobs());
        }

        private Nemesis nemesis() {
            return new Nemesis(simulation, cuts, network, this)
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
                            chance -> strikeOne(plane.alive(), chance, task -> task.fail("a user's function threw")))
                    .also(Kind.UNREADABLE_JOB, this::loseAJob);
        }

        private void promises() {
            simulation.promise("nothing is committed twice, nothing aborted that others saw", outside::violation);
            simulation.promise("no deployment of a subtask is started twice", plane::violation);
            simulation.promise("what a pointer names, or a user was told of, is there", store::missing);
            simulation.promise(
                    "decisions stay: one leader's at a time, two checkpoints kept, none behind the one a job stops with",
                    store::violation);
            simulation.promise("a finished job has written every record up to where it stopped", user::flaw);
            simulation.promise(
                    "a leader orders under its epoch alone, no slot twice, nothing once it has stepped down",
                    () -> firstOf(leaders, LeaderHost::violation));
            simulation.promise(
                    "a TaskManager heeds no leader but the newest that it knows, and runs no subtask twice at once",
                    () -> firstOf(taskManagers, TaskManagerHost::violation));
            if (trouble == Trouble.LEADERS) {
                trouble.restrict(simulation.faults());
                simulation.promise(
                        "no task is stopped because a leader dies",
                        () -> plane.firstStopped().map(task -> task + " was stopped before its end"));
                simulation.promise(
                        "no stream stands still because a leader dies",
                        () -> plane.heldUpForLonger(LONGEST_ALIGNMENT_MICROS));
            }
        }

        private static <T> Optional<String> firstOf(List<T> some, Function<T, Optional<String>> violation) {
            for (T one : some) {
                Optional<String> found = violation.apply(one);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        /** Whoever takes over meanwhile cannot run it. */
        private void loseAJob(SplittableRandom chance) {
            List<JobRecords> live = store.live();
            if (trouble.jobs() > 1 && !live.isEmpty()) {
                JobRecords lost = live.get(chance.nextInt(live.size()));
                lost.readable(false);
                long length = chance.nextLong(LONGEST_LOSS_MICROS);
                simulation.after(length, "readable", "store", lost.job().id(), () -> lost.readable(true));
            }
        }

        private void startLeader() {
            LeaderHost leader = new LeaderHost(simulation, network, store, bug, trouble, isolated, leaderAddress());
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

        /** Where nobody is any more, as likely as not: who knows an older leader there finds another one. */
        private String leaderAddress() {
            String earlier = "jobmanager-" + leadersStarted;
            boolean isTaken = leaders.stream()
                    .anyMatch(
                            any -> any.process().alive() && any.process().name().equals(earlier));
            return leadersStarted == 0 || isTaken || addresses.nextBoolean()
                    ? "jobmanager-" + ++leadersStarted
                    : earlier;
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

        private Optional<LeaderHost> present() {
            return leaders.stream()
                    .filter(leader ->
                            leader.process().alive() && leader.process().name().equals(store.leader()))
                    .findFirst();
        }

        @Override
        public void startTrouble() {
            nemesis.start();
        }

        @Override
        public void stopTrouble() {
            user.letJobsEnd();
            store.live().forEach(job -> job.readable(true));
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
            return "one job after the other finishes, and every wish is answered";
        }

        @Override
        public boolean reachedTheEnd() {
            return user.finished() > 0 && user.isServed();
        }

        @Override
        public long progress() {
            return user.finished();
        }
    }
}
