package dev.selvage.core.jobmanager.containers;

import dev.selvage.core.config.HeartbeatOptions;
import dev.selvage.core.config.ResourceOptions;
import dev.selvage.core.config.TaskManagerOptions;
import dev.selvage.core.config.memory.TaskManagerMemory;
import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import java.util.List;
import java.util.Optional;

/**
 * What containers are like, how many there may be, and the patience with them.
 *
 * @param memoryMegabytes what each has to have at least
 * @param slots how many slots the TaskManager in it will have
 * @param least how many there are even with nothing to run
 * @param foreseen how many there are at least until what they are for has had the time to come
 * @param most how many there are at most, whatever jobs need
 * @param bound the option that says so and its value; nothing if only the queue bounds them
 * @param spare how many there are beyond the need while there is any, so that what is lost is replaced at once
 * @param startMillis how long a container may take until its TaskManager says hello
 * @param idleMillis how long a TaskManager stays of which nobody has a slot
 * @param recoveryMillis how long a new leader waits for what is left of leaders before, until it asks for more
 * @param starts how often starting may fail
 * @param nodes when a node is avoided
 */
public record ContainerSettings(
        int memoryMegabytes,
        int slots,
        int least,
        int foreseen,
        int most,
        Optional<String> bound,
        int spare,
        long startMillis,
        long idleMillis,
        long recoveryMillis,
        Starts starts,
        Nodes nodes) {

    private static final long MEBIBYTE = 1 << 20;
    private static final long MINUTE_MILLIS = 60_000;

    /** TaskManagers look who leads now once a heartbeat interval, and then say hello. */
    private static final int RECOVERY_HEARTBEATS = 2;

    /** One failure may be chance, and two the same mishap to two containers. */
    private static final int NODE_FAILURES = 3;

    /** What ails a node is seldom mended sooner, and without an end a cluster would run out of nodes over the months. */
    private static final long AVOID_MILLIS = 5 * MINUTE_MILLIS;

    /** What the options say. */
    public static ContainerSettings of(Configuration configuration) throws InvalidConfigurationException {
        int slots = configuration.get(TaskManagerOptions.SLOTS);
        int leastSlots = configuration.get(ResourceOptions.MIN_SLOTS);
        long bytes = TaskManagerMemory.derive(configuration).process().size().bytes();
        int megabytes = Math.toIntExact((bytes + MEBIBYTE - 1) / MEBIBYTE);
        int least = (leastSlots + slots - 1) / slots;
        Optional<ContainerBound> bound = ContainerBound.of(configuration, megabytes);
        if (bound.isPresent() && bound.get().most() < Math.max(1, least)) {
            throw new InvalidConfigurationException(List.of(bound.get().tooLow(slots, leastSlots)));
        }
        return new ContainerSettings(
                megabytes,
                slots,
                least,
                0,
                bound.map(ContainerBound::most).orElse(Integer.MAX_VALUE),
                bound.map(ContainerBound::option),
                configuration.get(ResourceOptions.REDUNDANT_TASKMANAGERS),
                configuration.get(ResourceOptions.REGISTRATION_TIMEOUT).toMillis(),
                configuration.get(ResourceOptions.TASKMANAGER_TIMEOUT).toMillis(),
                RECOVERY_HEARTBEATS
                        * configuration.get(HeartbeatOptions.INTERVAL).toMillis(),
                starts(configuration),
                new Nodes(NODE_FAILURES, AVOID_MILLIS));
    }

    /** The same where it is known that so many slots will be needed at once. */
    public ContainerSettings foreseeing(int needed) {
        return new ContainerSettings(
                memoryMegabytes,
                slots,
                least,
                (needed + slots - 1) / slots,
                most,
                bound,
                spare,
                startMillis,
                idleMillis,
                recoveryMillis,
                starts,
                nodes);
    }

    /** A rate below one a minute is one within more than a minute. */
    private static Starts starts(Configuration configuration) {
        double perMinute = configuration.get(ResourceOptions.START_MAX_FAILURE_RATE);
        int most = Math.max(1, (int) Math.min(perMinute, 1_000));
        return new Starts(
                most,
                (long) (MINUTE_MILLIS * most / perMinute),
                configuration.get(ResourceOptions.START_RETRY_INTERVAL).toMillis());
    }

    /**
     * So that a broken setting does not wear out the cluster.
     *
     * @param mostFailures how many starts may fail within {@code withinMillis}
     * @param pauseMillis how long nothing is asked for after each one beyond that
     */
    public record Starts(int mostFailures, long withinMillis, long pauseMillis) {}

    /**
     * So that a broken node does not swallow one container after the other.
     *
     * @param failures how many in a row it takes to avoid a node
     * @param avoidMillis how long after the last one it is avoided
     */
    public record Nodes(int failures, long avoidMillis) {}
}
