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
    SEVERAL_JOBS("jobs", 3, 5, 15_000, 100, 2);

    private static final Set<Kind> OF_LEADERS = EnumSet.of(
            Kind.CRASH, Kind.KILL, Kind.PAUSE, Kind.SESSION_EXPIRY, Kind.DELAY, Kind.LOSS, Kind.ZOOKEEPER_LAG);

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

    void restrict(Faults faults) {
        if (this == LEADERS) {
            EnumSet.complementOf(EnumSet.copyOf(OF_LEADERS)).forEach(kind -> faults.set(kind, 0));
        }
    }
}
