package dev.selvage.core.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What drives a component must do; the real loop and the simulated process are held to it, so that neither surprises a component. */
public interface LoopContract {

    /**
     * Starts the component with these messages in its inbox before its first turn, and returns the first actions once there
     * are so many.
     */
    List<String> actionsOf(Component<String, String> component, List<String> messages, int count) throws Exception;

    /** Says what it hears and when it is woken, and waits between two wakes for as long as it is told. */
    final class Echo implements Component<String, String> {

        private final long pauseMillis;
        private long wakeAt;

        Echo(long firstWakeAt, long pauseMillis) {
            this.wakeAt = firstWakeAt;
            this.pauseMillis = pauseMillis;
        }

        @Override
        public List<String> onMessage(String message, Turn turn) {
            return List.of(message, message + " again");
        }

        @Override
        public List<String> onWake(Turn turn) {
            boolean early = wakeAt != NEVER && turn.nowMillis() < wakeAt;
            wakeAt = pauseMillis == NEVER ? NEVER : turn.nowMillis() + pauseMillis;
            return List.of(early ? "woken early" : "woken");
        }

        @Override
        public long wakeAtMillis() {
            return wakeAt;
        }
    }

    @Test
    default void theFirstTurnIsAWakeThoughMessagesWait() throws Exception {
        assertThat(actionsOf(new Echo(0, Component.NEVER), List.of("a", "b"), 5))
                .containsExactly("woken", "a", "a again", "b", "b again");
    }

    @Test
    default void theFirstTurnIsAWakeAlsoForWhoAsksForNone() throws Exception {
        assertThat(actionsOf(new Echo(Component.NEVER, Component.NEVER), List.of("a"), 3))
                .containsExactly("woken", "a", "a again");
    }

    @Test
    default void messagesBecomeActionsInOrder() throws Exception {
        List<String> messages = new ArrayList<>();
        List<String> wanted = new ArrayList<>(List.of("woken"));
        for (int i = 0; i < 1000; i++) {
            messages.add("m" + i);
            wanted.addAll(List.of("m" + i, "m" + i + " again"));
        }

        assertThat(actionsOf(new Echo(0, Component.NEVER), messages, 2001)).isEqualTo(wanted);
    }

    @Test
    default void aComponentIsWokenWhenItAskedForAndNeverEarly() throws Exception {
        assertThat(actionsOf(new Echo(0, 5), List.of(), 4)).isEqualTo(Collections.nCopies(4, "woken"));
    }

    @Test
    default void aComponentThatIsAlwaysDueStillHears() throws Exception {
        List<String> actions = new ArrayList<>();
        // However often it is woken before, its messages get through.
        for (int count = 3; !actions.contains("a again"); count *= 2) {
            assertThat(count).as("actions without the message's").isLessThan(1_000_000);
            actions = actionsOf(new Echo(0, 0), List.of("a"), count);
        }

        assertThat(actions.get(0)).isEqualTo("woken");
    }
}
