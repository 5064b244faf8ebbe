package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Inbox;
import dev.selvage.core.loop.LoopContract;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedProcessTest implements LoopContract {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(12);

    SimulatedProcessTest() {
        simulation.faults().stop();
    }

    @Override
    public List<String> actionsOf(Component<String, String> component, List<String> messages, int count) {
        List<String> done = new ArrayList<>();
        SimulatedProcess<String, String> process =
                new SimulatedProcess<>(simulation, "process", () -> component, done::add);
        process.start();
        messages.forEach(message -> process.put(message, 0, "message"));
        for (int i = 0; i < 600 && done.size() < count; i++) {
            simulation.runFor(SECOND);
        }
        process.exit();
        return List.copyOf(done).subList(0, Math.min(count, done.size()));
    }

    @Test
    void aReplyReachesTheLifeThatAskedAndNoLaterOne() {
        Listener listener = new Listener(simulation, "listener");
        simulation.runFor(SECOND);
        Inbox<Object> asked = listener.process.inboxOfThisLife();
        asked.put("in time");
        simulation.runFor(SECOND);
        listener.process.crash();
        listener.process.start();
        simulation.runFor(SECOND);
        asked.put("too late");
        listener.process.inboxOfThisLife().put("asked anew");
        simulation.runFor(SECOND);

        assertThat(listener.heard).containsExactly("in time", "asked anew");
    }

    @Test
    void nothingOvertakesTheBacklogOfAPause() {
        Listener listener = new Listener(simulation, "listener");
        simulation.runFor(SECOND);
        // Due in the very microsecond of the resumption, and queued before and after it.
        listener.process.put("third", SECOND, "message");
        listener.process.pause(SECOND);
        listener.process.put("fourth", SECOND, "message");
        listener.process.put("first", 1, "message");
        listener.process.put("second", 2, "message");
        simulation.runFor(2 * SECOND);

        assertThat(listener.heard).containsExactly("first", "second", "third", "fourth");
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
        assertThat(simulation.counts()).containsEntry(Simulation.CRASHES, 100L - lives);
    }

    @Test
    void aLaterWishForAWakeReplacesAnEarlierOne() {
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
