package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hadoop.yarn.api.records.YarnApplicationState;
import org.junit.jupiter.api.Test;

class WaitingReasonTest {

    private static final String DATE = "[Sun Nov 22 19:39:10 +0000 2026] ";

    @Test
    void aFullQueueIsTold() {
        assertThat(accepted(
                        "Application is added to the scheduler and is not yet activated. Queue's AM resource limit exceeded. "
                                + " Details : AM Partition = <DEFAULT_PARTITION>; AM Resource Request = <memory:512, vCores:1>; Queue"
                                + " Resource Limit for AM = <memory:256, vCores:1>; User AM Resource Limit of the queue = <memory:256,"
                                + " vCores:1>; Queue AM Resource Usage = <memory:0, vCores:0>; "))
                .isEqualTo("the queue is full: ApplicationMasters may take no more of it than <memory:256, vCores:1>;"
                        + " others have to end first");
    }

    @Test
    void noRoomOnAnyNodeIsTold() {
        assertThat(accepted(
                        "Application is Activated, waiting for resources to be assigned for AM.  Details : AM Partition ="
                                + " <DEFAULT_PARTITION> ; Partition Resource = <memory:16384, vCores:32> ; AM Resource Request ="
                                + " <memory:512, vCores:1> ;"))
                .isEqualTo("no node has room for the ApplicationMaster yet, which needs <memory:512, vCores:1>");
    }

    @Test
    void theStepsOfAStartAreTold() {
        assertThat(accepted("Scheduler has assigned a container for AM, waiting for AM container to be launched"))
                .isEqualTo("a node has room for the ApplicationMaster and is told to start it");
        assertThat(accepted("AM container is launched, waiting for AM container to Register with RM"))
                .isEqualTo("the node fetches the files of the ApplicationMaster and starts it");
        assertThat(WaitingReason.of(YarnApplicationState.SUBMITTED, "", 0))
                .isEqualTo("the ResourceManager takes note of the application");
    }

    @Test
    void whatNobodyHasForeseenIsQuoted() {
        assertThat(accepted("Something else.")).isEqualTo("YARN says: Something else.");
        assertThat(accepted("")).startsWith("the application is accepted");
    }

    @Test
    void anotherAttemptIsTold() {
        assertThat(WaitingReason.of(YarnApplicationState.ACCEPTED, "", 2))
                .startsWith("ApplicationMaster 2, since the one before it has ended: ");
    }

    private static String accepted(String diagnostics) {
        return WaitingReason.of(YarnApplicationState.ACCEPTED, diagnostics.isEmpty() ? "" : DATE + diagnostics, 1);
    }
}
