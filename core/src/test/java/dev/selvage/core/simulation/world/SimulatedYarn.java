package dev.selvage.core.simulation.world;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.YarnNews.Container;
import dev.selvage.core.simulation.world.YarnNews.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * A ResourceManager and its nodes, running one application: starts its attempts, grants containers late, too many or too
 * large, preempts them, loses nodes whose processes may live on, and restarts with its requests forgotten.
 */
public final class SimulatedYarn {

    private static final long HEARTBEAT_MICROS = 100_000;
    private static final long LIVENESS_MICROS = 6_000_000;
    private static final int NODES = 4;
    /** How long a lost node's processes may go on while everyone counts them as dead. */
    private static final long ZOMBIE_MICROS = 5_000_000;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    private final Application application;
    private final TreeMap<Integer, Held> containers = new TreeMap<>();
    private final TreeSet<String> lostNodes = new TreeSet<>();
    private int attempt;
    private String attemptNode = "";
    private Optional<SimulatedProcess<?, ?>> attemptProcess = Optional.empty();
    private Optional<Line<YarnNews>> master = Optional.empty();
    private String masterName = "";
    private int pending;
    private int pendingMegabytes;
    private boolean grantScheduled;
    private State state = State.RUNNING;
    private int attemptsLeft;
    /** Whether an attempt is to start once the ResourceManager is back. */
    private boolean attemptWaits;
    /** What became of containers, until a master that lives on has been told. */
    private final TreeMap<Integer, Ending> unacknowledged = new TreeMap<>();

    private boolean down;
    private final Exchanges exchanges;

    private long lastCallArrives;
    private int nextContainer = 1;

    /** What becomes of an application. */
    public enum State {
        RUNNING,
        /** It has unregistered. */
        FINISHED,
        /** All its attempts have failed. */
        FAILED
    }

    /** What YARN runs: where its attempts and containers come from. */
    public interface Application {
        /** Makes and starts the process of an attempt. */
        SimulatedProcess<?, ?> startAttempt(int attempt);

        /** Makes and starts the process of a container. */
        SimulatedProcess<?, ?> startContainer(Container container);
    }

    /** A container that is not over: granted, and then running once it has a process. */
    private static final class Held {
        final Container container;
        Optional<SimulatedProcess<?, ?>> process = Optional.empty();

        Held(Container container) {
            this.container = container;
        }
    }

    public SimulatedYarn(Simulation simulation, Cuts cuts, Application application) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = simulation.random("yarn");
        this.application = application;
        this.exchanges = new Exchanges(this::reachable, effect -> later(HEARTBEAT_MICROS, "retry", "yarn", effect));
    }

    /** Starts the first attempt; as many may fail by themselves until the application does. */
    public void submit(int attemptsThatMayFail) {
        attemptsLeft = attemptsThatMayFail;
        nextAttempt();
    }

    /** What became of the application. */
    public State state() {
        return state;
    }

    /** The attempt that counts. */
    public int attempt() {
        return attempt;
    }

    /** Containers granted or running, plus those asked for: what the application occupies or is about to. */
    public int heldAndPending() {
        return containers.size() + pending;
    }

    public long running() {
        return containers.values().stream()
                .filter(held -> held.process.isPresent())
                .count();
    }

    private void nextAttempt() {
        attemptWaits = down;
        if (down || state != State.RUNNING) {
            return;
        }
        attempt++;
        attemptNode = pickNode();
        master = Optional.empty();
        pending = 0;
        // Only what was running survives the attempt that asked for it.
        List.copyOf(containers.values()).stream()
                .filter(held -> held.process.isEmpty())
                .forEach(held -> end(held.container.id(), Ending.RELEASED));
        SimulatedProcess<?, ?> process = application.startAttempt(attempt);
        attemptProcess = Optional.of(process);
        int started = attempt;
        process.onDeath(() -> later(50_000, "am-exit", process.name(), () -> attemptFailed(started)));
        listen(process, started, simulation.nowMicros());
    }

    private void attemptFailed(int failed) {
        if (attempt == failed && state == State.RUNNING) {
            attemptsLeft--;
            if (attemptsLeft > 0) {
                nextAttempt();
            } else {
                finish(State.FAILED);
            }
        }
    }

    /** Gives up an attempt of which nothing is heard for too long; its node ends it some time after. */
    private void listen(SimulatedProcess<?, ?> process, int watched, long heardMicros) {
        later(5 * HEARTBEAT_MICROS, "liveness", process.name(), () -> {
            boolean cutOff = !down && !reachable(process.name());
            boolean heard = !cutOff && !process.paused();
            long now = simulation.nowMicros();
            if (attempt != watched || !process.alive()) {
                return;
            }
            if (heard || now - heardMicros < LIVENESS_MICROS) {
                listen(process, watched, heard ? now : heardMicros);
            } else {
                later(10 * HEARTBEAT_MICROS, "kill", process.name(), process::crash);
                attemptFailed(watched);
            }
        });
    }

    private void finish(State end) {
        state = end;
        master = Optional.empty();
        List.copyOf(containers.keySet()).forEach(container -> end(container, Ending.RELEASED));
    }

    /** Ends the application: its containers are over, and no attempt follows. */
    public void unregister(int caller, Asker<YarnNews> asker) {
        call(caller, asker, "unregister", news -> finish(State.FINISHED));
    }

    /** Registers an attempt, once; some of the containers that it inherits are reported only later. */
    public void register(int caller, Asker<YarnNews> asker) {
        call(caller, asker, "register", news -> {
            if (master.isPresent()) {
                news.accept(new YarnNews.AlreadyRegistered());
                return;
            }
            master = Optional.of(news);
            masterName = asker.process().name();
            List<Container> kept = new ArrayList<>();
            List<Container> late = new ArrayList<>();
            containers.values().forEach(held -> (random.nextInt(4) == 0 ? late : kept).add(held.container));
            news.accept(new YarnNews.Registered(kept));
            unacknowledged.forEach((container, ending) -> tellEnd(container, ending, news));
            if (!late.isEmpty()) {
                later(
                        HEARTBEAT_MICROS * 5,
                        "recovered",
                        "yarn",
                        () -> tell(new YarnNews.Recovered(late.stream()
                                .filter(container -> containers.containsKey(container.id()))
                                .toList())));
            }
        });
    }

    /** Says how many containers are wanted beyond those granted so far; replaces what was said before. */
    public void ask(int caller, Asker<YarnNews> asker, int count, int memoryMegabytes) {
        call(caller, asker, "ask", news -> {
            pending = count;
            pendingMegabytes = memoryMegabytes;
            scheduleGrant();
        });
    }

    public void release(int caller, Asker<YarnNews> asker, int container) {
        call(caller, asker, "release", news -> end(container, Ending.RELEASED));
    }

    public void launch(int caller, Asker<YarnNews> asker, int container) {
        Line<YarnNews> news = asker.line();
        later(10_000, "launch", "container-" + container, () -> {
            Held held = containers.get(container);
            if (held == null
                    || attempt != caller
                    || held.process.isPresent()
                    || lostNodes.contains(held.container.node())) {
                news.accept(new YarnNews.NotLaunched(container));
                return;
            }
            SimulatedProcess<?, ?> process = application.startContainer(held.container);
            held.process = Optional.of(process);
            process.onDeath(() -> later(HEARTBEAT_MICROS, "exit", process.name(), () -> end(container, Ending.EXITED)));
        });
    }

    /** Has a node stop a container; nodes obey whoever started it, also a master that the ResourceManager knows no more. */
    public void stop(int container) {
        later(
                10_000,
                "stop",
                "container-" + container,
                () -> Optional.ofNullable(containers.get(container))
                        .flatMap(held -> held.process)
                        .ifPresent(SimulatedProcess::exit));
    }

    /** Calls arrive in the order in which they were made, since a master makes them one after the other. */
    private void call(int caller, Asker<YarnNews> asker, String what, Consumer<Line<YarnNews>> effect) {
        Line<YarnNews> news = asker.line();
        lastCallArrives = Math.max(lastCallArrives + 1, simulation.nowMicros() + 1 + random.nextLong(4_000));
        long delay = lastCallArrives - simulation.nowMicros();
        String name = asker.process().name();
        simulation.after(delay, what, "attempt-" + caller, what, () -> {
            exchanges.add(name, () -> answer(caller, news, effect));
        });
    }

    private boolean reachable(String master) {
        return !down && cuts.openBothWays(master, Cuts.RESOURCE_MANAGER);
    }

    private void answer(int caller, Line<YarnNews> news, Consumer<Line<YarnNews>> effect) {
        if (caller == attempt && state == State.RUNNING) {
            effect.accept(news);
        } else {
            news.accept(new YarnNews.InvalidToken());
        }
    }

    private void scheduleGrant() {
        if (!grantScheduled && pending > 0) {
            grantScheduled = true;
            long late = simulation.faults().strikes(Faults.Kind.LATE_CONTAINER) ? 20 * HEARTBEAT_MICROS : 0;
            later(HEARTBEAT_MICROS + late, "grant", "yarn", () -> {
                grantScheduled = false;
                if (!down) {
                    grant();
                }
                scheduleGrant();
            });
        }
    }

    private void grant() {
        if (pending == 0 || master.isEmpty()) {
            return;
        }
        int count = 1 + random.nextInt(pending);
        pending -= count;
        count += simulation.faults().strikes(Faults.Kind.TOO_MANY_CONTAINERS) ? 1 : 0;
        List<Container> granted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean larger = simulation.faults().strikes(Faults.Kind.LARGER_CONTAINER);
            Container container =
                    new Container(nextContainer++, pickNode(), larger ? 2 * pendingMegabytes : pendingMegabytes);
            containers.put(container.id(), new Held(container));
            granted.add(container);
        }
        tell(new YarnNews.Granted(granted));
    }

    private void end(int container, Ending ending) {
        Held held = containers.remove(container);
        if (held != null) {
            unacknowledged.put(container, ending);
            master.ifPresent(told -> tellEnd(container, ending, told));
            held.process.ifPresent(ending == Ending.NODE_LOST ? this::lingerOn : SimulatedProcess::exit);
        }
    }

    private void tellEnd(int container, Ending ending, Line<YarnNews> told) {
        tell(new YarnNews.Completed(container, ending));
        awaitAcknowledgement(container, told);
    }

    /** Who asks again after it was told has taken note; who died, stood still or was cut off meanwhile may not have. */
    private void awaitAcknowledgement(int container, Line<YarnNews> told) {
        later(2 * HEARTBEAT_MICROS, "acknowledge", "container-" + container, () -> {
            if (!told.open() || !master.equals(Optional.of(told))) {
                return;
            }
            if (reachable(masterName)
                    && attemptProcess.filter(SimulatedProcess::paused).isEmpty()) {
                unacknowledged.remove(container);
            } else {
                awaitAcknowledgement(container, told);
            }
        });
    }

    private void lingerOn(SimulatedProcess<?, ?> zombie) {
        later(ZOMBIE_MICROS, "zombie-end", zombie.name(), zombie::crash);
    }

    private void tell(YarnNews news) {
        master.ifPresent(consumer -> {
            exchanges.add(masterName, () -> consumer.accept(news));
        });
    }

    /** One container is taken away. */
    void preemptOne() {
        pickContainer().ifPresent(container -> end(container, Ending.PREEMPTED));
    }

    /** One node is lost; if the attempt runs on it, the next one starts while this one may go on unaware. */
    void loseNode() {
        String node = pickNode();
        lostNodes.add(node);
        containers.values().stream()
                .filter(held -> held.container.node().equals(node))
                .map(held -> held.container.id())
                .toList()
                .forEach(container -> end(container, Ending.NODE_LOST));
        if (node.equals(attemptNode)) {
            attemptProcess.filter(SimulatedProcess::alive).ifPresent(process -> {
                lingerOn(process);
                nextAttempt();
            });
        }
        later(ZOMBIE_MICROS, "node-back", node, () -> lostNodes.remove(node));
    }

    /** The ResourceManager goes away for a while and comes back without the requests. */
    void restartResourceManager() {
        if (!down) {
            down = true;
            later(60 * HEARTBEAT_MICROS, "rm-back", "yarn", () -> {
                down = false;
                exchanges.letThrough();
                pending = 0;
                tell(new YarnNews.Resync());
                if (attemptWaits) {
                    nextAttempt();
                }
            });
        }
    }

    /** A process of the application, for whoever wants to do it harm. */
    Optional<SimulatedProcess<?, ?>> anyProcess() {
        List<SimulatedProcess<?, ?>> alive = new ArrayList<>();
        attemptProcess.ifPresent(alive::add);
        containers.values().forEach(held -> held.process.ifPresent(alive::add));
        return alive.isEmpty() ? Optional.empty() : Optional.of(alive.get(random.nextInt(alive.size())));
    }

    private Optional<Integer> pickContainer() {
        List<Integer> all = List.copyOf(containers.keySet());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
    }

    private String pickNode() {
        String node = "node-" + random.nextInt(NODES);
        return lostNodes.contains(node) && lostNodes.size() < NODES ? pickNode() : node;
    }

    private void later(long typicalMicros, String kind, String subject, Runnable effect) {
        simulation.after(1 + random.nextLong(2 * typicalMicros), kind, subject, kind, effect);
    }
}
