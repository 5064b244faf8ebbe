package dev.selvage.benchmarks.scale;

/**
 * What one size of cluster came to.
 *
 * @param registeredSeconds from the start of all TaskManagers until the JobManager counts all of them
 * @param acceptedSeconds from the beginning of the submission until the JobManager has accepted the job
 * @param startedSeconds from the beginning of the submission until the last TaskManager has started its last task
 * @param deployedSeconds from the beginning of the submission until the JobManager says that all tasks run
 * @param deployCpuSeconds what that took of the JobManager's processor time
 * @param standInCpuSeconds what it took of the stand-ins', which on a cluster is spread over all its machines
 * @param steadyCores the JobManager's processor time per second, with heartbeats and checkpoints
 * @param messagesPerSecond both ways, in the same time
 * @param checkpoints how many were decided in that time
 * @param checkpointMillis in the middle, from the first TaskManager that heard of it to the last that heard that it is decided
 * @param slowestCheckpointMillis the same of the slowest
 * @param liveHeapBytes the JobManager's heap after a collection
 * @param residentBytes the most memory that the JobManager has had
 * @param deploymentRecordBytes in storage
 * @param manifestBytes in storage
 * @param deployMessageBytes what one TaskManager is told when the job is deployed
 * @param restartedSeconds from the failure of a task until the JobManager says that all tasks run again, from a checkpoint
 * @param adoptedSeconds from the start of another JobManager, after the first was killed, until it says that all tasks run, none of
 *     which was started anew
 */
record Figures(
        int taskManagers,
        int subtasks,
        double registeredSeconds,
        double acceptedSeconds,
        double startedSeconds,
        double deployedSeconds,
        double deployCpuSeconds,
        double standInCpuSeconds,
        double steadyCores,
        double messagesPerSecond,
        int checkpoints,
        double checkpointMillis,
        double slowestCheckpointMillis,
        long liveHeapBytes,
        long residentBytes,
        long deploymentRecordBytes,
        long manifestBytes,
        long deployMessageBytes,
        double restartedSeconds,
        double adoptedSeconds) {}
