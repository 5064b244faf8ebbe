package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedProcessTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(12, false);

    SimulatedProcessTest() {
        simulation.faults().stop();
    }

    @Test
    void whatWasOnItsWayToAProcessDiesWithIt() {
        Listener listener = new Listener(simulation, "listener");
        listener.process.put("before");
        simulation.runFor(SECOND);
        listener.process.put("lost");
        listener.process.crash();
        listener.process.start();
        listener.process.put("after");
        simulation.runFor(SECOND);

        assertThat(listener.heard).containsExactly("before", "after");
    }

    @Test
    void aPausedProcessHearsEverythingLaterAndInOrder() {
        Listener listener = new Listener(simulation, "listener");
        listener.process.pause(3 * SECOND);
        listener.process.put("one");
        listener.process.put("two");
        simulation.runFor(2 * SECOND);
        assertThat(listener.heard).isEmpty();
        listener.process.put("three");
        simulation.runFor(2 * SECOND);

        assertThat(listener.heard).containsExactly("one", "two", "three");
    }

    @Test
    void aCrashStrikesBetweenTwoActions() {
        List<String> done = new ArrayList<>();
        int lives = 0;
        simulation.faults().set(Faults.Kind.CRASH, 0.5);
        for (int i = 0; i < 100; i++) {
            Listener listener = new Listener(simulation, "listener-" + i);
            listener.process.put((Runnable) () -> done.add("done"));
            simulation.runFor(SECOND);
            lives += listener.process.alive() ? 1 : 0;
        }

        // Of two actions each, none, one or both were carried out.
        assertThat(done.size()).isBetween(40, 110);
        assertThat(lives).isBetween(10, 45);
        assertThat(simulation.crashes()).isEqualTo(100 - lives);
    }

    @Test
    void aComponentIsWokenWhenItAskedForAndNeverEarly() {
        List<Long> wakes = new ArrayList<>();
        Component<Object, Object> clock = new Component<>() {
            private long wakeAt;

            @Override
            public List<Object> onMessage(Object message, Turn turn) {
                // A later wish replaces an earlier one.
                wakeAt = turn.nowMillis() + 1000;
                return List.of();
            }

            @Override
            public List<Object> onWake(Turn turn) {
                assertThat(turn.nowMillis()).isGreaterThanOrEqualTo(wakeAt);
                wakes.add(turn.nowMillis());
                wakeAt = turn.nowMillis() + 100;
                return List.of();
            }

            @Override
            public long wakeAtMillis() {
                return wakeAt;
            }
        };
        SimulatedProcess<Object, Object> process =
                new SimulatedProcess<>(simulation, "clock", () -> clock, action -> {});
        process.start();
        simulation.runFor(SECOND / 2);
        int before = wakes.size();
        process.put("later");
        simulation.runFor(SECOND * 9 / 10);

        assertThat(before).isBetween(4, 6);
        assertThat(wakes).hasSize(before);
    }
}
