package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The nodes, and what truly runs on them. They start and stop containers for whoever asks them, and the ResourceManager hears
 * of it with a heartbeat, later; one that has restarted hears of it when a node registers anew. Until then they disagree.
 */
final class Nodes {

    private static final long HEARTBEAT_MICROS = 100_000;
    private static final long REGISTRATION_MICROS = 500_000;
    private static final long LATEST_HEARTBEAT_MICROS = 4_000_000;
    /** How long a lost node's processes may go on while everyone counts them as dead. */
    private static final long ZOMBIE_MICROS = 5_000_000;

    private static final int NODES = 4;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;
    private final Reports reports;
    private final TreeMap<String, Node> nodes = new TreeMap<>();
    /** Counts the ResourceManager's lives: a node registers once with each. */
    private int era;

    private boolean managerDown;

    /** What the ResourceManager hears from nodes. */
    interface Reports {
        /** A container runs. */
        void runs(Container container, Occasion occasion);

        /** A container has ended by itself. */
        void exited(Container container, Occasion occasion);
    }

    /** When a node says what it says. */
    enum Occasion {
        /** It is known, and reports what is new. */
        HEARTBEAT,
        /** It is new to this life of the ResourceManager, and reports all that it has. */
        REGISTRATION
    }

    private static final class Node {
        final String name;
        final TreeMap<Integer, Running> running = new TreeMap<>();
        final List<Container> exited = new ArrayList<>();
        boolean lost;
        int registeredIn;

        Node(String name) {
            this.name = name;
        }
    }

    private record Running(Container container, SimulatedProcess<?, ?> process) {}

    /** @param cuts a node that is cut off from the ResourceManager says what it has to say as soon as it can */
    Nodes(Simulation simulation, Cuts cuts, Reports reports) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = simulation.random("yarn nodes");
        this.reports = reports;
        for (int i = 0; i < NODES; i++) {
            nodes.put("node-" + i, new Node("node-" + i));
        }
    }

    /** Some node that has registered and is not lost, and not one of these, if there is one. */
    Optional<String> pick(SplittableRandom chance, List<String> avoid) {
        List<String> present = nodes.entrySet().stream()
                .filter(entry -> !entry.getValue().lost && entry.getValue().registeredIn == era)
                .map(Map.Entry::getKey)
                .filter(node -> !avoid.contains(node))
                .toList();
        return present.isEmpty() ? Optional.empty() : Optional.of(present.get(chance.nextInt(present.size())));
    }

    /** Any node, for whoever wants to do it harm. */
    static String any(SplittableRandom chance) {
        return "node-" + chance.nextInt(NODES);
    }

    List<String> names() {
        return List.copyOf(nodes.keySet());
    }

    /** How many containers run, whatever anybody believes of them. */
    int running() {
        return nodes.values().stream().mapToInt(node -> node.running.size()).sum();
    }

    /** Whether it truly runs. */
    boolean runs(Container container) {
        return running(container).isPresent();
    }

    int era() {
        return era;
    }

    /** Whether a node takes a container that was granted in this life of the ResourceManager. */
    boolean accepts(Container container, int grantedIn) {
        Node node = node(container);
        // A node that has registered with the next life refuses what the one before has granted.
        return !node.lost && node.registeredIn <= grantedIn && !node.running.containsKey(container.id());
    }

    void started(Container container, SimulatedProcess<?, ?> process) {
        Node node = node(container);
        node.running.put(container.id(), new Running(container, process));
        process.onDeath(() -> {
            node.running.remove(container.id());
            node.exited.add(container);
            heartbeat(node, "exit", container, () -> {
                if (node.exited.remove(container)) {
                    reports.exited(container, Occasion.HEARTBEAT);
                }
            });
        });
        heartbeat(node, "runs", container, () -> {
            if (node.running.containsKey(container.id())) {
                reports.runs(container, Occasion.HEARTBEAT);
            }
        });
    }

    /** A master has a node stop a container: nodes obey, also one that the ResourceManager knows no more. */
    void stop(Container container) {
        running(container).ifPresent(SimulatedProcess::exit);
    }

    /** The ResourceManager's order travels with a heartbeat, and is forgotten with this life of it. */
    void orderStop(Container container) {
        int given = era;
        heartbeat(node(container), "stop", container, () -> {
            if (given == era) {
                stop(container);
            }
        });
    }

    private Optional<SimulatedProcess<?, ?>> running(Container container) {
        return Optional.ofNullable(node(container).running.get(container.id())).map(Running::process);
    }

    /** A node falls silent; whatever runs there may go on for a while. */
    void lose(String name) {
        Node node = Objects.requireNonNull(nodes.get(name));
        node.lost = true;
        node.running.values().forEach(running -> lingerOn(running.process()));
        later(ZOMBIE_MICROS, "node-back", name, () -> {
            node.lost = false;
            if (!managerDown) {
                register(node);
            }
        });
    }

    /** A process that everyone counts as dead, for a while. */
    void lingerOn(SimulatedProcess<?, ?> zombie) {
        later(ZOMBIE_MICROS, "zombie-end", zombie.name(), zombie::crash);
    }

    void managerGone() {
        managerDown = true;
    }

    /** A new life of the ResourceManager: each node registers with it, sooner or later. */
    void managerBack() {
        managerDown = false;
        era++;
        nodes.values().forEach(this::registerSoon);
    }

    private void registerSoon(Node node) {
        later(REGISTRATION_MICROS, "register", node.name, () -> {
            if (isCutOff(node)) {
                registerSoon(node);
            } else if (!node.lost && !managerDown) {
                register(node);
            }
        });
    }

    private boolean isCutOff(Node node) {
        return !cuts.openBothWays(node.name, Cuts.RESOURCE_MANAGER);
    }

    private void register(Node node) {
        Occasion occasion = node.registeredIn < era ? Occasion.REGISTRATION : Occasion.HEARTBEAT;
        node.registeredIn = era;
        List<Container> exited = List.copyOf(node.exited);
        node.exited.clear();
        exited.forEach(container -> reports.exited(container, occasion));
        List.copyOf(node.running.values()).forEach(running -> reports.runs(running.container(), occasion));
    }

    /** What node and ResourceManager tell each other; lost if one is not there for the other, as registration tells all. */
    private void heartbeat(Node node, String kind, Container container, Runnable effect) {
        long late = simulation.faults().strikes(Faults.Kind.LATE_NODE)
                ? simulation.faults().chance(Faults.Kind.LATE_NODE).nextLong(LATEST_HEARTBEAT_MICROS)
                : 0;
        later(HEARTBEAT_MICROS + late, kind, "container-" + container.id(), () -> {
            if (isCutOff(node)) {
                heartbeat(node, kind, container, effect);
            } else if (!node.lost && !managerDown && node.registeredIn == era) {
                effect.run();
            }
        });
    }

    private Node node(Container container) {
        return Objects.requireNonNull(nodes.get(container.node()));
    }

    private void later(long typicalMicros, String kind, String subject, Runnable effect) {
        simulation.after(1 + random.nextLong(2 * typicalMicros), kind, subject, kind, effect);
    }
}
