package dev.selvage.core.simulation.job;

import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.simulation.Faults.Kind;
import dev.selvage.core.simulation.Scenario;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.job.yarn.ContainerDriver;
import dev.selvage.core.simulation.job.yarn.ContainerDriver.Attempt;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Nemesis;
import dev.selvage.core.simulation.world.SimulatedNetwork;
import dev.selvage.core.simulation.world.yarn.SimulatedYarn;
import dev.selvage.core.simulation.world.yarn.YarnNews;
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
    /** Some times what a TaskManager may be idle until its container is given back. */
    private static final long LONGEST_IDLING_MICROS = 5_000_000;
    /** Some heartbeats of the ResourceManager and a node. */
    private static final long LONGEST_STOP_MICROS = 3_000_000;
    /**
     * Two jobs that need three slots each, one to spare, and as many again for what YARN gives beyond what is asked for, reports late,
     * or has not heard yet that it was given back. Only a flood exceeds it; that one too many is asked for shows with
     * {@code ContainerWatch}.
     */
    private static final int MOST_CONTAINERS = 14;

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

    /** Jobs that come and go, on TaskManagers that YARN grants and takes away. */
    public static Scenario containers() {
        return new JobScenario(JobBug.NONE, Trouble.CONTAINERS);
    }

    /** ApplicationMasters come and go, and the stream flows on in the containers that they leave. */
    public static Scenario adoption() {
        return new JobScenario(JobBug.NONE, Trouble.MASTERS);
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
        return switch (trouble) {
            case SEVERAL_JOBS -> new Phases(18_000_000, 180_000_000, 10_000_000);
            case CONTAINERS -> new Phases(18_000_000, 180_000_000, 12_000_000);
            default -> Phases.USUAL;
        };
    }

    @Override
    public World build(Simulation simulation) {
        return new JobWorld(simulation, bug, trouble);
    }

    private static final class JobWorld implements World, Nemesis.Victims, SimulatedYarn.Application {
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
        private final ContainerSettings containers;
        private final Optional<SimulatedYarn> yarn;
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
            this.containers = ContainerDriver.settings(TaskManagerHost.SLOTS, simulation.random("containers"));
            this.yarn = trouble.isOnYarn() ? Optional.of(new SimulatedYarn(simulation, cuts, this)) : Optional.empty();
            this.nemesis = yarn.map(this::nemesisOnYarn).orElseGet(this::nemesisStandalone);
            promises();
            yarn.ifPresentOrElse(it -> it.submit(Integer.MAX_VALUE), this::startLeader);
            for (int i = 0; i < trouble.taskManagers(); i++) {
                startTaskManager();
            }
            user.begin(trouble.jobs());
        }

        private Nemesis nemesis(String... services) {
            return new Nemesis(simulation, cuts, network, this)
                    .alsoCutsOffFrom(services)
                    .alsoTakesDown(Kind.STORAGE_OUTAGE, Cuts.STORAGE)
                    .alsoTakesDown(Kind.ZOOKEEPER_OUTAGE, Cuts.ZOOKEEPER)
                    .also(
                            Kind.TASK_FAILURE,
                            chance -> strikeOne(plane.alive(), chance, task -> task.fail("a user's function threw")))
                    .also(Kind.UNREADABLE_JOB, this::loseAJob)
                    .also(Kind.DAMAGED_SNAPSHOT, this::damageASnapshot);
        }

        private Nemesis nemesisStandalone() {
            return nemesis(Cuts.STORAGE, Cuts.ZOOKEEPER)
                    .also(
                            Kind.PREEMPTION,
                            chance -> strikeOne(
                                    taskManagers, chance, one -> one.process().crash()))
                    // Another takes over although the present one lives, and does not know it.
                    .also(Kind.SESSION_EXPIRY, chance -> startLeader());
        }

        private Nemesis nemesisOnYarn(SimulatedYarn it) {
            return nemesis(Cuts.STORAGE, Cuts.ZOOKEEPER, Cuts.RESOURCE_MANAGER)
                    .alsoCuts(Kind.NODE_CUT, it::masters, it::nodes)
                    .also(Kind.PREEMPTION, chance -> {
                        if (chance.nextBoolean()) {
                            it.announceOne(chance);
                        } else {
                            it.preemptOne(chance);
                        }
                    })
                    .also(Kind.NODE_LOSS, it::loseNode)
                    .also(Kind.ATTEMPT_GIVEN_UP, chance -> it.giveUpAttempt())
                    .also(Kind.RESOURCE_MANAGER_RESTART, chance -> it.restartResourceManager());
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
            yarn.ifPresent(it -> simulation.promise(
                    "containers held and asked for stay within the need and its slack",
                    () -> it.heldAndPending() <= MOST_CONTAINERS
                            ? Optional.empty()
                            : Optional.of(it.heldAndPending() + " containers are held or asked for, where "
                                    + MOST_CONTAINERS + " are too many for any need")));
            if (trouble.isOfLeadersAlone()) {
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

        /** Somebody finds out at once, since a task fails. */
        private void damageASnapshot(SplittableRandom chance) {
            List<JobRecords> live = store.live();
            if (live.isEmpty()) {
                return;
            }
            JobRecords struck = live.get(chance.nextInt(live.size()));
            store.damageNewest(struck, chance).ifPresent(file -> {
                long length = chance.nextLong(LONGEST_LOSS_MICROS);
                simulation.after(length, "mend", "store", file, () -> store.mend(file));
                List<TaskModel> tasks = plane.alive().stream()
                        .filter(task -> task.id().job().equals(struck.job().id()))
                        .toList();
                strikeOne(tasks, chance, task -> task.fail("a user's function threw"));
            });
        }

        @Override
        public SimulatedProcess<?, ?> startAttempt(int attempt) {
            leaders.removeIf(any -> !any.process().alive());
            Attempt its = new Attempt(yarn.orElseThrow(), attempt, containers);
            LeaderHost leader = leader(Optional.of(its), "applicationmaster-" + attempt);
            leader.process().start();
            return leader.process();
        }

        @Override
        public SimulatedProcess<?, ?> startContainer(YarnNews.Container container) {
            simulation.count("containers started");
            taskManagers.removeIf(any -> !any.process().alive());
            TaskManagerHost host = taskManager(ContainerDriver.nameOf(container.id()));
            host.process().start();
            return host.process();
        }

        private LeaderHost leader(Optional<Attempt> attempt, String address) {
            LeaderHost leader = new LeaderHost(simulation, network, store, bug, trouble, isolated, attempt, address);
            leaders.add(leader);
            return leader;
        }

        private void startLeader() {
            LeaderHost leader = leader(Optional.empty(), leaderAddress());
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

        private TaskManagerHost taskManager(String name) {
            TaskManagerHost host = new TaskManagerHost(simulation, network, store, plane, outside, bug, trouble, name);
            taskManagers.add(host);
            return host;
        }

        private void startTaskManager() {
            TaskManagerHost host = taskManager("taskmanager-" + ++taskManagersStarted);
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
            store.mendAll();
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
            return "one job after the other finishes, every wish is answered, and no container stays that is not needed";
        }

        @Override
        public boolean reachedTheEnd() {
            return user.finished() > 0 && user.isServed() && (yarn.isEmpty() || isLean());
        }

        /** Whether nobody idles for long who is not to be there, and whoever was given back is gone. */
        private boolean isLean() {
            Optional<LeaderHost> leader = present();
            int idle = 0;
            for (TaskManagerHost one : taskManagers) {
                if (one.alive()) {
                    idle += one.idleForMicros() > LONGEST_IDLING_MICROS ? 1 : 0;
                    if (leader.isPresent() && leader.get().sinceGivenBackMicros(one.name()) > LONGEST_STOP_MICROS) {
                        return false;
                    }
                }
            }
            return idle <= Math.max(containers.least(), containers.spare());
        }

        @Override
        public long progress() {
            return user.finished();
        }
    }
}
