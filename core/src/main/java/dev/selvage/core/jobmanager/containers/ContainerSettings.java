package dev.selvage.core.jobmanager.containers;

/**
 * What containers are like, how many there may be, and the patience with them.
 *
 * @param memoryMegabytes what each has to have at least
 * @param slots how many slots the TaskManager in it will have
 * @param least how many there are even with nothing to run
 * @param most how many there are at most, whatever jobs need
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
        int most,
        int spare,
        long startMillis,
        long idleMillis,
        long recoveryMillis,
        Starts starts,
        Nodes nodes) {

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
