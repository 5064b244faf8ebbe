package dev.selvage.core.simulation;

import java.util.EnumMap;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How often what goes wrong. Drawn anew for each run, with some kinds of fault absent from it altogether, so that runs
 * differ in character and not only in detail; all of it stops for the liveness phase.
 */
public final class Faults {

    /** A kind of fault and how it shows. */
    public enum Kind {
        /** A process dies between two actions. */
        CRASH(0.002),
        /** A process is killed at any moment; drawn per round of trouble. */
        KILL(0.2),
        /** A process stands still for a while and does not know it; drawn per round of trouble. */
        PAUSE(0.2),
        /** A loose message is lost. */
        LOSS(0.1),
        /** A loose message arrives twice. */
        DOUBLING(0.1),
        /** A message takes a hundred times as long. */
        DELAY(0.05),
        /** A storage request fails and did nothing. */
        WRITE_LOST(0.05),
        /** A storage request fails although it was done. */
        REPLY_LOST(0.05),
        /** A storage request fails and takes effect later all the same. */
        LATE_WRITE(0.05),
        /** A ZooKeeper request is lost, or its reply, or it comes later: the client cannot tell which. */
        ZOOKEEPER_CONNECTION(0.05),
        /** A ZooKeeper request takes a hundred times as long, and those of its session behind it. */
        ZOOKEEPER_DELAY(0.3),
        /** The server to which a session is connected falls behind the others for a while. */
        ZOOKEEPER_LAG(0.2),
        /** YARN grants more than was asked for. */
        TOO_MANY_CONTAINERS(0.2),
        /** YARN grants a larger container than was asked for. */
        LARGER_CONTAINER(0.2),
        /** YARN grants a smaller container than was asked for. */
        SMALLER_CONTAINER(0.1),
        /** YARN takes its time. */
        LATE_CONTAINER(0.2),
        /** A container is started, but its master hears that it was not. */
        LAUNCH_REPLY_LOST(0.1),
        /** A node and the ResourceManager hear late from each other what runs, what has ended, and what is to stop. */
        LATE_NODE(0.1),
        /** Of two processes one cannot reach the other for a while, or neither; drawn per round of trouble, like those below. */
        PARTITION(0.3),
        /** A process and one of storage, ZooKeeper and the ResourceManager cannot reach each other for a while. */
        SERVICE_CUT(0.2),
        /** A master and a node cannot reach each other for a while, though both reach the ResourceManager. */
        NODE_CUT(0.2),
        /** Nobody reaches storage for a while. */
        STORAGE_OUTAGE(0.05),
        /** Nobody reaches ZooKeeper for a while. */
        ZOOKEEPER_OUTAGE(0.05),
        /** A ZooKeeper session ends although its owner lives, who is told only later. */
        SESSION_EXPIRY(0.2),
        /** A container is taken away. */
        PREEMPTION(0.2),
        /** A node is lost; what runs on it may go on for a while. */
        NODE_LOSS(0.3),
        /** An attempt is given up although it lives, and goes on for a while beside the next one: each believes to lead. */
        ATTEMPT_GIVEN_UP(0.3),
        /** The ResourceManager restarts and forgets what was asked of it. */
        RESOURCE_MANAGER_RESTART(0.1),
        /** A task fails by itself, as when a user's function throws. */
        TASK_FAILURE(0.3),
        /** What is stored of a job cannot be read for a while. */
        UNREADABLE_JOB(0.2),
        /** A file of the newest checkpoint is damaged or gone for a while. */
        DAMAGED_SNAPSHOT(0.2);

        private final double highestRate;

        Kind(double highestRate) {
            this.highestRate = highestRate;
        }
    }

    private final EnumMap<Kind, SplittableRandom> chances = new EnumMap<>(Kind.class);
    private final EnumMap<Kind, Double> rates = new EnumMap<>(Kind.class);

    private Faults() {}

    /** Each kind has a source of chance of its own, so that adding a kind leaves the others where they were. */
    static Faults drawn(Function<String, SplittableRandom> sources) {
        Faults faults = new Faults();
        for (Kind kind : Kind.values()) {
            SplittableRandom chance = sources.apply("fault " + kind.name());
            boolean present = chance.nextInt(3) > 0;
            faults.chances.put(kind, chance);
            faults.set(kind, present ? kind.highestRate * chance.nextDouble() : 0);
        }
        return faults;
    }

    /** Whether this kind of fault strikes now. */
    public boolean strikes(Kind kind) {
        double rate = rates.getOrDefault(kind, 0.0);
        return rate > 0 && chance(kind).nextDouble() < rate;
    }

    /** What else there is to draw about a fault of this kind: how long, whom, how much. */
    public SplittableRandom chance(Kind kind) {
        return Objects.requireNonNull(chances.get(kind));
    }

    public void set(Kind kind, double rate) {
        rates.put(kind, rate);
    }

    public void stop() {
        for (Kind kind : Kind.values()) {
            set(kind, 0);
        }
    }
}
