package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What the ResourceManager was asked for last, and what it makes of it: some at a time, late, too many, too large or too small. */
final class Grants {

    private static final long HEARTBEAT_MICROS = 100_000;

    /** What is granted is a multiple of this. */
    private static final int INCREMENT_MEGABYTES = 256;

    private final Simulation simulation;
    private final Nodes nodes;
    private final Host host;
    private final SplittableRandom granting;
    private int pending;
    private int megabytes;
    private List<String> avoided = List.of();
    private boolean isScheduled;

    /** The ResourceManager that grants. */
    interface Host {
        /** Whether it is up, and somebody is there to be told. */
        boolean grants();

        /** A container of that size is held from now on. */
        Container add(String node, int megabytes);

        void granted(List<Container> granted);

        void later(long typicalMicros, Runnable effect);
    }

    Grants(Simulation simulation, Nodes nodes, Host host) {
        this.simulation = simulation;
        this.nodes = nodes;
        this.host = host;
        this.granting = simulation.random("yarn grants");
    }

    int pending() {
        return pending;
    }

    void forget() {
        pending = 0;
    }

    void ask(int count, int memoryMegabytes, List<String> avoid) {
        pending = count;
        megabytes = (memoryMegabytes + INCREMENT_MEGABYTES - 1) / INCREMENT_MEGABYTES * INCREMENT_MEGABYTES;
        avoided = List.copyOf(avoid);
        schedule();
    }

    private void schedule() {
        if (!isScheduled && pending > 0) {
            isScheduled = true;
            long late = simulation.faults().strikes(Faults.Kind.LATE_CONTAINER) ? 20 * HEARTBEAT_MICROS : 0;
            host.later(HEARTBEAT_MICROS + late, () -> {
                isScheduled = false;
                grantSome();
                schedule();
            });
        }
    }

    private void grantSome() {
        if (pending == 0 || !host.grants()) {
            return;
        }
        int count = 1 + granting.nextInt(pending);
        int more = simulation.faults().strikes(Faults.Kind.TOO_MANY_CONTAINERS) ? 1 : 0;
        List<Container> granted = new ArrayList<>();
        for (int i = 0; i < count + more; i++) {
            int size = size();
            nodes.pick(granting, avoided).map(node -> host.add(node, size)).ifPresent(granted::add);
        }
        if (!granted.isEmpty()) {
            pending -= count;
            host.granted(granted);
        }
    }

    private int size() {
        if (simulation.faults().strikes(Faults.Kind.LARGER_CONTAINER)) {
            return 2 * megabytes;
        }
        return simulation.faults().strikes(Faults.Kind.SMALLER_CONTAINER) ? megabytes / 2 : megabytes;
    }
}
