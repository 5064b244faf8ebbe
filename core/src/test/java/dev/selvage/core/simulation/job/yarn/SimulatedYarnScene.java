package dev.selvage.core.simulation.job.yarn;

import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.jobmanager.containers.RestartableYarnScene;
import dev.selvage.core.jobmanager.containers.YarnAttempt;
import dev.selvage.core.jobmanager.containers.YarnContract;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Listener;
import dev.selvage.core.simulation.world.yarn.SimulatedYarn;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** The simulated YARN in simulated time, in which nothing goes wrong by chance. */
final class SimulatedYarnScene implements RestartableYarnScene {

    private static final long LOOK_EVERY_MICROS = 10_000;
    /** In which a call arrives. */
    private static final long CALL_MICROS = 5_000;

    private static final long BOUND_MICROS = 60_000_000;

    /** In which every node has said what runs there. */
    private static final long HEARTBEATS_MICROS = 1_000_000;

    /** In which the ResourceManager is back, and nodes that speak have registered. */
    private static final long RESTART_MICROS = 15_000_000;

    private final Simulation simulation;
    private final Cuts cuts = new Cuts();
    private final TreeMap<Integer, Attempt> attempts = new TreeMap<>();
    private final TreeMap<TaskManagerId, SimulatedProcess<?, ?>> workers = new TreeMap<>();
    private final TreeMap<TaskManagerId, String> nodesOfWorkers = new TreeMap<>();
    private final SimulatedYarn yarn;

    SimulatedYarnScene(long seed, int mostAttempts) {
        simulation = new Simulation(seed);
        simulation.faults().stop();
        yarn = new SimulatedYarn(simulation, cuts, new SimulatedYarn.Application() {
            @Override
            public SimulatedProcess<?, ?> startAttempt(int number) {
                Attempt attempt = new Attempt(number);
                attempts.put(number, attempt);
                return attempt.master.process;
            }

            @Override
            public SimulatedProcess<?, ?> startContainer(YarnNews.Container container) {
                String name = ContainerDriver.nameOf(container.id());
                TaskManagerId id = new TaskManagerId(name);
                nodesOfWorkers.put(id, container.node());
                return workers.computeIfAbsent(id, any -> new Listener(simulation, name).process);
            }
        });
        yarn.submit(mostAttempts);
    }

    private final class Attempt implements YarnAttempt {

        private final Listener master;
        private final ContainerDriver.Attempt described;
        private final ContainerDriver driver;

        Attempt(int number) {
            master = new Listener(simulation, "am-" + number);
            described = new ContainerDriver.Attempt(yarn, number, SETTINGS);
            driver = new ContainerDriver(described, master.asking());
        }

        private <N extends YarnNews> boolean hasHeard(Class<N> kind) {
            return master.heard.stream().anyMatch(kind::isInstance);
        }

        @Override
        public void register() {
            driver.register();
            await(() -> "YARN answers", () -> hasHeard(YarnNews.Registered.class));
        }

        @Override
        public boolean wasRefused() {
            return hasHeard(YarnNews.AlreadyRegistered.class);
        }

        @Override
        public void order(ContainerAction action) {
            driver.carryOut(action);
        }

        @Override
        public void holdStill() {
            simulation.runFor(CALL_MICROS);
            cuts.cut(master.process.name(), Cuts.RESOURCE_MANAGER);
        }

        @Override
        public void goOn() {
            cuts.heal(master.process.name(), Cuts.RESOURCE_MANAGER);
        }

        @Override
        public List<ContainerEvent> heard() {
            return master.heard.stream()
                    .flatMap(news -> ContainerDriver.told(described, (YarnNews) news).stream())
                    .toList();
        }

        @Override
        public boolean isSuperseded() {
            return hasHeard(YarnNews.InvalidToken.class);
        }

        @Override
        public void unregister() {
            yarn.unregister(described.number(), master.asking());
        }

        @Override
        public void die() {
            master.process.crash();
        }

        @Override
        public void loseTouch() {
            yarn.giveUpAttempt();
        }
    }

    private static final ContainerSettings SETTINGS = new ContainerSettings(
            YarnContract.MEGABYTES,
            1,
            0,
            0,
            Integer.MAX_VALUE,
            Optional.empty(),
            0,
            1,
            1,
            1,
            new ContainerSettings.Starts(1, 1, 1),
            new ContainerSettings.Nodes(1, 1));

    @Override
    public YarnAttempt attempt(int number) {
        await(() -> "YARN starts attempt " + number, () -> attempts.containsKey(number));
        return Objects.requireNonNull(attempts.get(number));
    }

    @Override
    public void await(Supplier<String> wanted, Condition condition) {
        try {
            long end = simulation.nowMicros() + BOUND_MICROS;
            while (!condition.holds()) {
                if (simulation.nowMicros() > end) {
                    throw new AssertionError("expected that " + wanted.get() + ", but it did not come to that");
                }
                simulation.runFor(LOOK_EVERY_MICROS);
            }
        } catch (Exception e) {
            throw new AssertionError("expected to see whether " + wanted.get() + ", but could not", e);
        }
    }

    @Override
    public int held() {
        return yarn.held();
    }

    @Override
    public void awaitKnownToRun(int containers) {
        simulation.runFor(HEARTBEATS_MICROS);
    }

    @Override
    public boolean runs(TaskManagerId container) {
        return worker(container).filter(SimulatedProcess::alive).isPresent();
    }

    private Optional<SimulatedProcess<?, ?>> worker(TaskManagerId container) {
        return Optional.ofNullable(workers.get(container));
    }

    @Override
    public void kill(TaskManagerId container) {
        worker(container).orElseThrow().crash();
    }

    @Override
    public List<String> nodes() {
        return yarn.nodes();
    }

    @Override
    public boolean isOver() {
        return yarn.state() != SimulatedYarn.State.RUNNING;
    }

    @Override
    public List<String> nodesThatMustSpeak() {
        // What becomes of an attempt is known without any.
        return YarnContract.NOWHERE;
    }

    @Override
    public void silenceNodeOf(TaskManagerId container) {
        cuts.cut(Objects.requireNonNull(nodesOfWorkers.get(container)), Cuts.RESOURCE_MANAGER);
    }

    @Override
    public void letNodeSpeak() {
        cuts.healAll();
    }

    @Override
    public void killResourceManager() {
        // It comes back by itself, as if somebody watched over it.
        yarn.restartResourceManager();
    }

    @Override
    public void startResourceManager() {
        simulation.runFor(RESTART_MICROS);
    }

    @Override
    public void close() {}
}
