package dev.selvage.core.jobmanager.containers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.Settings;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import org.junit.jupiter.api.Test;

class ContainerSettingsTest {

    @Test
    void aContainerIsAsLargeAsItsProcessAndThereAreAsManyAsHoldTheSlots() throws Exception {
        ContainerSettings settings = ContainerSettings.of(Settings.of(
                "taskmanager.memory.process.size", "1234 mb",
                "taskmanager.numberOfTaskSlots", "4",
                "slotmanager.number-of-slots.min", "5",
                "slotmanager.number-of-slots.max", "11",
                "slotmanager.redundant-taskmanager-num", "1",
                "resourcemanager.taskmanager-registration.timeout", "90 s",
                "resourcemanager.taskmanager-timeout", "7 s",
                "heartbeat.interval", "3 s"));

        assertThat(settings.memoryMegabytes()).isEqualTo(1234);
        assertThat(settings.slots()).isEqualTo(4);
        assertThat(settings.least()).as("five slots need two of them").isEqualTo(2);
        assertThat(settings.most()).as("a third one would be more than eleven").isEqualTo(2);
        assertThat(settings.spare()).isEqualTo(1);
        assertThat(settings.startMillis()).isEqualTo(90_000);
        assertThat(settings.idleMillis()).isEqualTo(7_000);
        assertThat(settings.recoveryMillis()).as("two heartbeats").isEqualTo(6_000);
    }

    @Test
    void onlyTheQueueBoundsWhatNobodyHasBounded() throws Exception {
        ContainerSettings settings = ContainerSettings.of(Settings.of("taskmanager.memory.process.size", "1 gb"));

        assertThat(settings.least()).isZero();
        assertThat(settings.most()).isEqualTo(Integer.MAX_VALUE);
        assertThat(settings.bound()).isEmpty();
        assertThat(settings.starts()).isEqualTo(new ContainerSettings.Starts(10, 60_000, 3_000));
    }

    @Test
    void theTightestBoundOfSlotsCoresAndMemoryCounts() throws Exception {
        String[] all = {
            "taskmanager.memory.process.size", "1000 mb",
            "taskmanager.numberOfTaskSlots", "2",
            "slotmanager.number-of-slots.max", "11",
            "slotmanager.max-total-resource.cpu", "7.5",
            "slotmanager.max-total-resource.memory", "2999 mb"
        };
        ContainerSettings byMemory = ContainerSettings.of(Settings.of(all));
        all[9] = "1 tb";
        ContainerSettings byCores = ContainerSettings.of(Settings.of(all));
        all[7] = "1000";
        ContainerSettings bySlots = ContainerSettings.of(Settings.of(all));

        assertThat(byMemory.most()).isEqualTo(2);
        assertThat(byMemory.bound())
                .hasValueSatisfying(
                        bound -> assertThat(bound).startsWith("slotmanager.max-total-resource.memory: 2999"));
        assertThat(byCores.most()).as("as many cores as slots").isEqualTo(3);
        assertThat(byCores.bound()).contains("slotmanager.max-total-resource.cpu: 7.5");
        assertThat(bySlots.most()).isEqualTo(5);
        assertThat(bySlots.bound()).contains("slotmanager.number-of-slots.max: 11");
    }

    @Test
    void whereContainersHaveOtherCoresThanSlotsThoseAreCounted() throws Exception {
        ContainerSettings settings = ContainerSettings.of(Settings.of(
                "taskmanager.memory.process.size", "1 gb",
                "yarn.containers.vcores", "4",
                "slotmanager.max-total-resource.cpu", "9"));

        assertThat(settings.most()).isEqualTo(2);
    }

    @Test
    void aRateBelowOneAMinuteIsOneInMoreThanThat() throws Exception {
        ContainerSettings settings = ContainerSettings.of(Settings.of(
                "taskmanager.memory.process.size", "1 gb",
                "resourcemanager.start-worker.max-failure-rate", "0.5",
                "resourcemanager.start-worker.retry-interval", "1 min"));

        assertThat(settings.starts()).isEqualTo(new ContainerSettings.Starts(1, 120_000, 60_000));
    }

    @Test
    void aBoundThatLeavesNoRoomForOneTaskManagerIsAMistake() {
        Configuration tooFew = Settings.of(
                "taskmanager.memory.process.size", "1 gb",
                "taskmanager.numberOfTaskSlots", "4",
                "slotmanager.number-of-slots.max", "3");

        assertThatThrownBy(() -> ContainerSettings.of(tooFew))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("slotmanager.number-of-slots.max");
    }
}
