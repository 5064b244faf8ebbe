package dev.selvage.core.config;

import dev.selvage.core.config.option.OptionCatalogue;
import dev.selvage.core.config.option.OptionGroup;
import java.util.List;
import java.util.Set;

/** Every option there is, in the order in which a person needs them: the job first, then what carries it. */
public final class AllOptions {

    private static final List<OptionGroup> GROUPS = List.of(
            ExecutionOptions.GROUP,
            CheckpointOptions.GROUP,
            StateOptions.GROUP,
            RestartOptions.GROUP,
            HighAvailabilityOptions.GROUP,
            ZooKeeperOptions.GROUP,
            HeartbeatOptions.GROUP,
            YarnOptions.GROUP,
            JobManagerOptions.GROUP,
            TaskManagerOptions.GROUP,
            MemoryOptions.GROUP,
            ResourceOptions.GROUP,
            FileSystemOptions.GROUP,
            ProcessOptions.GROUP,
            ClientOptions.GROUP,
            RestOptions.GROUP,
            SecurityOptions.GROUP,
            MetricOptions.GROUP);

    private AllOptions() {}

    /**
     * The catalogue of all options, which also knows what only Flink has.
     *
     * @param flinkKeys keys that any release of Flink knows, so that a person who brings one that Selvage has not is
     *     told just that
     */
    public static OptionCatalogue catalogue(Set<String> flinkKeys) {
        return new OptionCatalogue(GROUPS, flinkKeys);
    }
}
