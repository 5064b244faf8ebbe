package dev.selvage.core.taskmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.Settings;
import org.junit.jupiter.api.Test;

class TaskManagerSettingsTest {

    @Test
    void everythingCanBeSet() {
        assertThat(TaskManagerSettings.of(Settings.of(
                        "heartbeat.interval", "2 s",
                        "heartbeat.timeout", "7 s",
                        "taskmanager.orphan-lease", "3 min",
                        "task.cancellation.timeout", "1 min")))
                .isEqualTo(new TaskManagerSettings(2_000, 7_000, 180_000, 60_000));
    }

    @Test
    void withACancellationTimeoutOfZeroATaskMayTakeForEver() {
        TaskManagerSettings settings = TaskManagerSettings.of(Settings.of("task.cancellation.timeout", "0 ms"));

        assertThat(Math.addExact(4_000_000_000_000L, settings.cancellationMillis()))
                .isGreaterThan(1L << 61);
    }
}
