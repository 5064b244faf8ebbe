package dev.selvage.am.yarn;

import dev.selvage.core.config.MemoryOptions;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.platform.process.ExitCode;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.util.Apps;

/**
 * Why a container ended, in words, and whether the next one on its node is likely to end in the same way.
 *
 * @param isNodesFault by YARN's own rule, but for what our process says of itself
 */
record ContainerEnd(boolean isNodesFault, Failure reason) {

    private static final Pattern USAGE = Pattern.compile(
            "usage: (\\S+ \\w+) of (\\S+ \\w+) physical memory used; (\\S+ \\w+) of (\\S+ \\w+) virtual");

    private static final int PHYSICAL = 1;
    private static final int VIRTUAL = 3;
    /** What a shell makes of a signal. */
    private static final int SIGNAL = 128;

    private static final int SIGKILL = 9;
    private static final int SIGTERM = 15;

    /**
     * What to say of an end.
     *
     * @param status as YARN gives it: a number of its own below 0, or else that of the process
     * @param diagnostics what the node said
     */
    static ContainerEnd of(int status, String diagnostics) {
        Optional<ExitCode> ours = Arrays.stream(ExitCode.values())
                .filter(code -> code.status() == status)
                .findFirst();
        // What a process says about itself it would say on any node, unless it could not even begin there.
        boolean isOurs = ours.filter(code -> code != ExitCode.START_FAILED).isPresent();
        return new ContainerEnd(
                !isOurs && Apps.shouldCountTowardsNodeBlacklisting(status),
                new Failure(
                        ErrorCode.TASK_MANAGER_LOST,
                        "Expected its TaskManager to go on, but found that "
                                + ours.map(ContainerEnd::said).orElseGet(() -> said(status, diagnostics)) + ".",
                        Optional.of(diagnostics.strip()).filter(text -> !text.isEmpty())));
    }

    private static String said(ExitCode code) {
        return switch (code) {
            case DONE -> "it ended by itself, with nothing left to do";
            case UNUSABLE_CONFIGURATION ->
                "its configuration cannot be used: its log says which setting, and what to do";
            // The JVM's own number for an end without memory is the same.
            case FAULT ->
                "it ended after a fault, or ran out of heap: its log and .stderr file say which; raise "
                        + MemoryOptions.TASKMANAGER_PROCESS.key() + " if it was memory";
            case OUT_OF_MEMORY ->
                "it ran out of memory: raise " + MemoryOptions.TASKMANAGER_PROCESS.key()
                        + ", or look into the heap dump in its log directory";
            case START_FAILED -> "a part of it could not be started on this node: its log says which, and why";
            case GIVEN_UP ->
                "it gave up, such as for want of a JobManager or of a task that does not stop: its log says why";
            case JOB_FAILED -> "it ended with its job";
        };
    }

    private static String said(int status, String diagnostics) {
        return switch (status) {
            case ContainerExitStatus.KILLED_EXCEEDED_PMEM ->
                "YARN killed it for using "
                        + usage(diagnostics, PHYSICAL, "more than its container's") + " physical memory: raise "
                        + MemoryOptions.TASKMANAGER_PROCESS.key() + ", or leave more of it to what is not heap with "
                        + MemoryOptions.TASKMANAGER_OVERHEAD_MIN.key();
            case ContainerExitStatus.KILLED_EXCEEDED_VMEM ->
                "YARN killed it for using "
                        + usage(diagnostics, VIRTUAL, "more than its container's")
                        + " virtual memory, most of which a JVM only reserves: have yarn.nodemanager.vmem-check-enabled set to"
                        + " false, or raise " + MemoryOptions.TASKMANAGER_PROCESS.key();
            case ContainerExitStatus.PREEMPTED ->
                "YARN took its container away for another queue, which has a right to it;"
                        + " another container is asked for";
            case ContainerExitStatus.ABORTED -> aborted(diagnostics);
            case ContainerExitStatus.DISKS_FAILED -> "the disks of its node failed or are full";
            case ContainerExitStatus.KILLED_BY_RESOURCEMANAGER -> "YARN's ResourceManager ended its container";
            case ContainerExitStatus.KILLED_BY_APPMASTER -> "its container was given back";
            case ContainerExitStatus.KILLED_AFTER_APP_COMPLETION -> "the application has ended";
            case ContainerExitStatus.KILLED_BY_CONTAINER_SCHEDULER ->
                "its node ended it in favour of a container with a" + " guarantee";
            case ContainerExitStatus.KILLED_FOR_EXCESS_LOGS ->
                "YARN killed it for the size of its logs: lower" + " env.log.max, or have it log less";
            case ContainerExitStatus.INVALID -> "nobody knows how it ended";
            case SIGNAL + SIGKILL -> "somebody killed it (SIGKILL): a person, or its node's system for want of memory";
            case SIGNAL + SIGTERM -> "somebody ended it (SIGTERM)";
            default -> "its process ended with exit status " + status;
        };
    }

    /** One status for several ends, which only the words of the ResourceManager tell apart. */
    private static String aborted(String diagnostics) {
        if (diagnostics.contains("released by application")) {
            return "its container was given back";
        } else if (diagnostics.contains("expired")) {
            return "nothing was started in its container for too long";
        }
        return "its node was lost, or has given the container up; another container is asked for";
    }

    /** The two numbers of one kind of memory, if the node has said them as it usually does. */
    private static String usage(String diagnostics, int kind, String otherwise) {
        Matcher usage = USAGE.matcher(diagnostics);
        return usage.find() ? usage.group(kind) + " of " + usage.group(kind + 1) : otherwise;
    }
}
