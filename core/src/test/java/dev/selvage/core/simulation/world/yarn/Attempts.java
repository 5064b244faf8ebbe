package dev.selvage.core.simulation.world.yarn;

import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.Optional;
import java.util.SplittableRandom;

/** The attempts of the application, one after the other: each is started, listened to, and given up. */
final class Attempts {

    private static final long LISTEN_MICROS = 500_000;
    private static final long LIVENESS_MICROS = 6_000_000;

    private final Simulation simulation;
    private final SplittableRandom random;
    private final Host host;
    private int left;
    private int attempt;
    private String node = "";
    private Optional<SimulatedProcess<?, ?>> process = Optional.empty();
    /** Whether one is to start once the ResourceManager is back. */
    private boolean waits;

    /** The ResourceManager that has them run. */
    interface Host {
        boolean down();

        boolean running();

        boolean reachable(String process);

        /** Makes and starts the process of an attempt. */
        SimulatedProcess<?, ?> start(int attempt);

        /** Where the next attempt is to run. */
        String pickNode(SplittableRandom chance);

        /** What the attempt before was about to get is not for the next. */
        void forgetTheOneBefore();

        /** None may follow. */
        void failed();
    }

    Attempts(Simulation simulation, Host host) {
        this.simulation = simulation;
        this.random = simulation.random("yarn attempts");
        this.host = host;
    }

    void first(int attemptsThatMayFail) {
        left = attemptsThatMayFail;
        next();
    }

    /** The attempt that counts. */
    int current() {
        return attempt;
    }

    /** Where it runs. */
    String node() {
        return node;
    }

    Optional<SimulatedProcess<?, ?>> process() {
        return process;
    }

    private void next() {
        waits = host.down();
        if (waits || !host.running()) {
            return;
        }
        attempt++;
        node = host.pickNode(random);
        host.forgetTheOneBefore();
        SimulatedProcess<?, ?> begun = host.start(attempt);
        process = Optional.of(begun);
        int started = attempt;
        begun.onDeath(() -> later(50_000, "am-exit", begun.name(), () -> failed(started)));
        listen(begun, started, simulation.nowMicros());
    }

    private void failed(int which) {
        if (attempt == which && host.running()) {
            left--;
            if (left > 0) {
                next();
            } else {
                host.failed();
            }
        }
    }

    /** Gives up an attempt of which nothing is heard for too long; its node ends it some time after. */
    private void listen(SimulatedProcess<?, ?> watched, int number, long heardMicros) {
        later(LISTEN_MICROS, "liveness", watched.name(), () -> {
            boolean cutOff = !host.down() && !host.reachable(watched.name());
            boolean heard = !cutOff && !watched.paused();
            long now = simulation.nowMicros();
            if (attempt != number || !watched.alive()) {
                return;
            }
            if (heard || now - heardMicros < LIVENESS_MICROS) {
                listen(watched, number, heard ? now : heardMicros);
            } else {
                later(2 * LISTEN_MICROS, "kill", watched.name(), watched::crash);
                failed(number);
            }
        });
    }

    /** A node is lost: if the attempt ran there, the next one starts, and it is returned as one that may go on unaware. */
    Optional<SimulatedProcess<?, ?>> lostWith(String lostNode) {
        Optional<SimulatedProcess<?, ?>> unaware =
                process.filter(it -> it.alive() && lostNode.equals(node) && host.running());
        unaware.ifPresent(it -> next());
        return unaware;
    }

    void managerBack() {
        if (waits) {
            next();
        }
    }

    private void later(long typicalMicros, String kind, String subject, Runnable effect) {
        simulation.after(1 + random.nextLong(2 * typicalMicros), kind, subject, kind, effect);
    }
}
