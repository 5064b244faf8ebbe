package dev.selvage.client.submit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailureReasonTest {

    @Test
    void anOldJavaOnTheNodeIsTold() {
        assertThat(FailureReason.sentence("""
                        Error: A JNI error has occurred, please check your installation and try again
                        Exception in thread "main" java.lang.UnsupportedClassVersionError: dev/selvage/am/ApplicationMasterMain \
                        has been compiled by a more recent version of the Java Runtime (class file version 61.0), this version \
                        of the Java Runtime only recognizes class file versions up to 52.0
                        """))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Expected Java 17 or newer on the node, but found Java 8.")
                        .contains("env.java.home", "yarn.ship-archives"));
        assertThat(FailureReason.sentence("Unrecognized option: -Xlog:gc*:file=/x\nError: Could not create the JVM"))
                .isPresent();
        assertThat(FailureReason.sentence("/bin/bash: line 1: /opt/none/bin/java: No such file or directory"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("but found no /opt/none/bin/java."));
    }

    @Test
    void aContainerKilledForItsMemoryIsToldWithBothSizes() {
        assertThat(FailureReason.sentence(
                        "Container [pid=1,containerID=container_1_0001_01_000001] is running 13631488B beyond the 'PHYSICAL'"
                                + " memory limit. Current usage: 525 MB of 512 MB physical memory used; 2.6 GB of 1.1 GB virtual"
                                + " memory used. Killing container."))
                .contains(
                        "Expected the ApplicationMaster to need at most 512 MB of memory, but found 525 MB, for which YARN"
                                + " killed it. Raise jobmanager.memory.process.size, or jobmanager.memory.jvm-overhead.min within"
                                + " it.");
        assertThat(FailureReason.sentence(
                        "is running 13631488B beyond the 'VIRTUAL' memory limit. Current usage: 125.5 MB of 512 MB physical"
                                + " memory used; 2.6 GB of 1.1 GB virtual memory used. Killing container."))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("at most 1.1 GB of virtual memory, but found 2.6 GB", "vmem-check-enabled"));
    }

    @Test
    void whatAJvmDiedOfIsNotReadFromItsOwnOptions() {
        String quoted =
                "/bin/bash: line 1: 4711 Aborted java -XX:+ExitOnOutOfMemoryError -XX:+HeapDumpOnOutOfMemoryError"
                        + " -XX:SharedArchiveFile=selvage.jsa dev.selvage.am.ApplicationMasterMain";

        assertThat(FailureReason.sentence("exitCode: 134\n" + quoted))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("Expected the JVM of the ApplicationMaster to start, but found that it aborted.")
                        .contains("classes-*.jsa"));
        assertThat(FailureReason.sentence("exitCode: 137\n" + quoted)).isEmpty();
        assertThat(FailureReason.sentence("exitCode: 3\njava.lang.OutOfMemoryError: Java heap space"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("found that it ran out"));
    }

    @Test
    void attemptsThatAreUsedUpAreTold() {
        assertThat(FailureReason.sentence(
                        "Application application_1_0001 failed 4 times due to AM Container for appattempt_1_0001_000004"
                                + " exited with  exitCode: 137"))
                .contains(
                        "Expected one of the ApplicationMasters to live, but found that 4 died, and YARN starts no further"
                                + " one: yarn.application-attempts says how many may, and"
                                + " yarn.application-attempt-failures-validity-interval for how long each counts.");
        assertThat(
                        FailureReason.sentence(
                                "Application application_1_0001 failed 2 times in previous 5000 milliseconds due to AM Container"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("2 died within 5000 ms,"));
        assertThat(FailureReason.sentence("Application application_1_0001 failed 1 times due to AM Container"))
                .isEmpty();
    }

    @Test
    void whatYarnSaysStandsBelowInAnyCase() {
        assertThat(FailureReason.of(" Something else. \n"))
                .isEqualTo(
                        "Expected the application to run, but found that it ended before it did. Its logs say more.\n"
                                + "YARN says:\nSomething else.");
    }
}
