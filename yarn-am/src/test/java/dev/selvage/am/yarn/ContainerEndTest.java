package dev.selvage.am.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.process.ExitCode;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.junit.jupiter.api.Test;

class ContainerEndTest {

    private static final String KILLED_FOR_MEMORY =
            "[2026-01-01 00:00:00.000]Container [pid=42,containerID=container_1]"
                    + " is running 214748364B beyond the 'PHYSICAL' memory limit. Current usage: 1.2 GB of 1 GB physical memory"
                    + " used; 3.4 GB of 2.1 GB virtual memory used. Killing container.\nDump of the process-tree";

    private static String sentence(int status, String diagnostics) {
        return ContainerEnd.of(status, diagnostics).reason().sentence();
    }

    @Test
    void aMemoryKillSaysHowMuchItWasAndWhatToRaise() {
        assertThat(sentence(ContainerExitStatus.KILLED_EXCEEDED_PMEM, KILLED_FOR_MEMORY))
                .contains("1.2 GB of 1 GB physical memory")
                .contains("raise taskmanager.memory.process.size")
                .contains("taskmanager.memory.jvm-overhead.min");
        assertThat(sentence(ContainerExitStatus.KILLED_EXCEEDED_VMEM, KILLED_FOR_MEMORY))
                .contains("3.4 GB of 2.1 GB virtual memory")
                .contains("yarn.nodemanager.vmem-check-enabled");
        assertThat(sentence(ContainerExitStatus.KILLED_EXCEEDED_PMEM, "in other words"))
                .as("without the numbers")
                .contains("more than its container's physical memory");
    }

    @Test
    void eachOfYarnsEndsHasASentenceOfItsOwn() {
        assertThat(sentence(ContainerExitStatus.PREEMPTED, "")).contains("another queue");
        assertThat(sentence(ContainerExitStatus.ABORTED, "Container released on a *lost* node"))
                .contains("node was lost");
        assertThat(sentence(ContainerExitStatus.ABORTED, "Container released by application"))
                .contains("given back");
        assertThat(sentence(ContainerExitStatus.ABORTED, "Container expired since it was unused"))
                .contains("nothing was started");
        assertThat(sentence(ContainerExitStatus.DISKS_FAILED, "")).contains("disks");
        assertThat(sentence(ContainerExitStatus.KILLED_BY_RESOURCEMANAGER, "")).contains("ResourceManager");
        assertThat(sentence(ContainerExitStatus.KILLED_BY_APPMASTER, "")).contains("given back");
        assertThat(sentence(ContainerExitStatus.KILLED_AFTER_APP_COMPLETION, ""))
                .contains("application has ended");
        assertThat(sentence(ContainerExitStatus.KILLED_BY_CONTAINER_SCHEDULER, ""))
                .contains("with a guarantee");
        assertThat(sentence(ContainerExitStatus.KILLED_FOR_EXCESS_LOGS, "")).contains("env.log.max");
        assertThat(sentence(ContainerExitStatus.INVALID, "")).contains("nobody knows");
        assertThat(sentence(137, "")).contains("SIGKILL");
        assertThat(sentence(143, "")).contains("SIGTERM");
        assertThat(sentence(42, "")).contains("exit status 42");
    }

    @Test
    void ourProcessesSayThemselvesWhatWasWrong() {
        assertThat(sentence(ExitCode.UNUSABLE_CONFIGURATION.status(), "")).contains("configuration");
        assertThat(sentence(ExitCode.OUT_OF_MEMORY.status(), "")).contains("heap dump");
        assertThat(sentence(ExitCode.GIVEN_UP.status(), "")).contains("gave up");
    }

    @Test
    void aNodeIsBlamedByYarnsRuleAndNotForWhatAProcessOfOursSaysOfItself() {
        assertThat(ContainerEnd.of(1, "").isNodesFault()).isTrue();
        assertThat(ContainerEnd.of(ExitCode.START_FAILED.status(), "").isNodesFault())
                .isTrue();
        assertThat(ContainerEnd.of(ContainerExitStatus.PREEMPTED, "").isNodesFault())
                .isFalse();
        assertThat(ContainerEnd.of(ContainerExitStatus.KILLED_EXCEEDED_PMEM, "").isNodesFault())
                .isFalse();
        assertThat(ContainerEnd.of(ContainerExitStatus.DISKS_FAILED, "").isNodesFault())
                .as("YARN takes such a node out by itself")
                .isFalse();
        assertThat(ContainerEnd.of(ExitCode.FAULT.status(), "").isNodesFault()).isFalse();
        assertThat(ContainerEnd.of(ExitCode.UNUSABLE_CONFIGURATION.status(), "").isNodesFault())
                .isFalse();
    }

    @Test
    void whatTheNodeSaidIsKeptAsTheDetail() {
        assertThat(ContainerEnd.of(1, " Exception from container-launch.\n")
                        .reason()
                        .detail())
                .contains("Exception from container-launch.");
        assertThat(ContainerEnd.of(1, "  ").reason().detail()).isEmpty();
    }
}
