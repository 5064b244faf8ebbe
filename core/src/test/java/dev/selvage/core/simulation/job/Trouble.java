package dev.selvage.core.simulation.job;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Faults.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** Whom trouble may befall. */
enum Trouble {
    /** Whatever there is. */
    ANYBODY("job", 1, 3, 15_000, 100, 2),
    /** Leaders alone, which die, stand still, and are superseded: no task may notice. */
    LEADERS("takeover", 1, 3, 120_000, 10_000, Integer.MAX_VALUE),
    /** Whatever there is, several jobs among it. */
    SEVERAL_JOBS("jobs", 3, 5, 15_000, 100, 2),
    /** Whatever there is, where YARN grants the containers of TaskManagers, and takes them away. */
    CONTAINERS("containers", 2, 0, 15_000, 1_500, 2),
    /** ApplicationMasters alone die, and YARN is no help: no task may notice. */
    MASTERS("adoption", 1, 0, 120_000, 10_000, Integer.MAX_VALUE);

    private static final Set<Kind> OF_LEADERS = EnumSet.of(
            Kind.CRASH, Kind.KILL, Kind.PAUSE, Kind.SESSION_EXPIRY, Kind.DELAY, Kind.LOSS, Kind.ZOOKEEPER_LAG);

    private static final Set<Kind> OF_MASTERS = EnumSet.of(
            Kind.CRASH,
            Kind.KILL,
            Kind.PAUSE,
            Kind.DELAY,
            Kind.LOSS,
            Kind.ZOOKEEPER_LAG,
            Kind.TOO_MANY_CONTAINERS,
            Kind.LARGER_CONTAINER,
            Kind.SMALLER_CONTAINER,
            Kind.LATE_CONTAINER,
            Kind.LAUNCH_REPLY_LOST,
            Kind.ATTEMPT_GIVEN_UP,
            Kind.RESOURCE_MANAGER_RESTART);

    private final String scenario;
    private final int jobs;
    private final int taskManagers;
    private final long leaseMillis;
    private final long leastReturnMillis;
    private final int tolerableFailures;

    Trouble(
            String scenario,
            int jobs,
            int taskManagers,
            long leaseMillis,
            long leastReturnMillis,
            int tolerableFailures) {
        this.scenario = scenario;
        this.jobs = jobs;
        this.taskManagers = taskManagers;
        this.leaseMillis = leaseMillis;
        this.leastReturnMillis = leastReturnMillis;
        this.tolerableFailures = tolerableFailures;
    }

    /** What the scenario with it is called. */
    String scenario() {
        return scenario;
    }

    /** How many jobs there are at a time. */
    int jobs() {
        return jobs;
    }

    int taskManagers() {
        return taskManagers;
    }

    /** How long a TaskManager waits for a leader; where leaders alone die, they may do so many times in a row. */
    long leaseMillis() {
        return leaseMillis;
    }

    /**
     * How long a leader waits for a TaskManager to come back, which may be told of an older leader a few times first. Where that
     * is too short, tasks run on beside those that replace them.
     */
    long returnMillis(SplittableRandom chance) {
        return leastReturnMillis + chance.nextLong(2_000);
    }

    /** How many checkpoints in a row may fail; those that a dying leader leaves behind fail through no fault of tasks. */
    int tolerableFailures() {
        return tolerableFailures;
    }

    /** Whether nothing but leaders fails, which no task may notice. */
    boolean isOfLeadersAlone() {
        return this == LEADERS || this == MASTERS;
    }

    /** Whether TaskManagers come in containers, as they are needed. */
    boolean isOnYarn() {
        return this == CONTAINERS || this == MASTERS;
    }

    void restrict(Faults faults) {
        if (isOfLeadersAlone()) {
            Set<Kind> kept = this == LEADERS ? OF_LEADERS : OF_MASTERS;
            EnumSet.complementOf(EnumSet.copyOf(kept)).forEach(kind -> faults.set(kind, 0));
        }
    }
}
