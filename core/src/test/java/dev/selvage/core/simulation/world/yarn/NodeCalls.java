package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * What masters tell nodes to do, without the ResourceManager. A node that is not reached is tried again until it is, or until
 * the caller's patience ends.
 */
final class NodeCalls {

    private static final long TYPICAL_MICROS = 10_000;
    private static final long RETRY_MICROS = 300_000;
    private static final int TRIES = 8;

    private final Simulation simulation;
    private final Cuts cuts;
    private final SplittableRandom random;

    NodeCalls(Simulation simulation, Cuts cuts, SplittableRandom random) {
        this.simulation = simulation;
        this.cuts = cuts;
        this.random = random;
    }

    /**
     * Has the container's node start it.
     *
     * @param starts starts it if the node agrees
     * @param notLaunched what the master hears, also if the container runs and only the answer did not come
     */
    void launch(SimulatedProcess<?, ?> master, Container container, BooleanSupplier starts, Runnable notLaunched) {
        Runnable launch = () -> {
            boolean started = starts.getAsBoolean();
            boolean answered = cuts.open(container.node(), master.name())
                    && !simulation.faults().strikes(Faults.Kind.LAUNCH_REPLY_LOST);
            if (!started || !answered) {
                notLaunched.run();
            }
        };
        later(
                TYPICAL_MICROS,
                "launch",
                container,
                () -> reach(master, container, "launch", launch, notLaunched, TRIES));
    }

    /** Has the container's node stop it; nobody answers, so whoever has to be sure tells the ResourceManager as well. */
    void stop(SimulatedProcess<?, ?> master, Container container, Runnable stops) {
        later(TYPICAL_MICROS, "stop", container, () -> reach(master, container, "stop", stops, () -> {}, TRIES));
    }

    private void reach(
            SimulatedProcess<?, ?> master,
            Container container,
            String what,
            Runnable reached,
            Runnable givenUp,
            int tries) {
        if (cuts.open(master.name(), container.node())) {
            reached.run();
        } else if (tries == 1) {
            givenUp.run();
        } else {
            later(RETRY_MICROS, what, container, () -> {
                if (master.alive()) {
                    reach(master, container, what, reached, givenUp, tries - 1);
                }
            });
        }
    }

    private void later(long typicalMicros, String kind, Container container, Runnable effect) {
        long delay = 1 + random.nextLong(2 * typicalMicros);
        simulation.after(delay, kind, "container-" + container.id(), kind, effect);
    }
}
