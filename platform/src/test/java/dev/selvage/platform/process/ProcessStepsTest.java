package dev.selvage.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProcessStepsTest {

    private final List<String> events = new ArrayList<>();

    private ProcessSteps.Step<AutoCloseable> part(String name) {
        return () -> {
            events.add("start " + name);
            return () -> events.add("stop " + name);
        };
    }

    @Test
    void partsStopInReverse() throws Exception {
        try (ProcessSteps steps = new ProcessSteps()) {
            steps.start("one", part("one"));
            steps.start("two", part("two"));
        }

        assertThat(events).containsExactly("start one", "start two", "stop two", "stop one");
    }

    @Test
    void aPartThatFailsToStartTakesTheEarlierOnesDownAndIsNamed() throws Exception {
        ProcessSteps steps = new ProcessSteps();
        steps.start("one", part("one"));

        assertThatThrownBy(() -> steps.start("the port", () -> {
                    throw new IOException("address already in use");
                }))
                .hasMessage("Expected to start the port, but found: address already in use. What was started before has"
                        + " been stopped.");
        assertThat(events).containsExactly("start one", "stop one");
        assertThatThrownBy(() -> steps.start("two", part("two"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aPartThatFailsToStopDoesNotKeepTheOthersFromIt() throws Exception {
        ProcessSteps steps = new ProcessSteps();
        steps.start("one", part("one"));
        steps.<AutoCloseable>start("two", () -> () -> {
            throw new IOException("stuck");
        });

        steps.close();

        assertThat(events).containsExactly("start one", "stop one");
    }
}
