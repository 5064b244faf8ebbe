package dev.selvage.it.yarn.script;

import dev.selvage.it.cluster.DaemonCluster;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.UploadedProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What people get wrong on their first day on YARN: a sentence says it before anything is submitted. */
final class YarnScriptMistakesIT {

    private static final int UNUSABLE = 2;
    private static final int GIVEN_UP = 6;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private YarnScripts scripts;
    private String jar;

    @BeforeEach
    void begin() throws Exception {
        scripts = new YarnScripts(directory, MiniCluster.shared());
        jar = UploadedProgram.jar(directory).toString();
    }

    @AfterEach
    void end() throws Exception {
        scripts.close();
    }

    @Test
    void nobodySaysWhereTheClusterIs() throws Exception {
        scripts.distribution().set("HADOOP_CONF_DIR", "");
        scripts.refused(
                UNUSABLE,
                "Expected HADOOP_CONF_DIR or YARN_CONF_DIR to name the directory",
                "run",
                "-t",
                "yarn-per-job",
                jar,
                "count",
                "/any");

        Path nobody = Files.createDirectories(directory.resolve("nobody"));
        Files.writeString(nobody.resolve("yarn-site.xml"), """
                <configuration><property>
                  <name>yarn.resourcemanager.address</name><value>localhost:1</value>
                </property></configuration>
                """);
        scripts.distribution().set("YARN_CONF_DIR", nobody.toString());
        scripts.refused(
                GIVEN_UP,
                "Expected the ResourceManager to answer at localhost:1 (yarn.resourcemanager.address in " + nobody,
                "list",
                "-yid",
                "application_1_0001");
    }

    @Test
    void whatTheClusterDoesNotHave() throws Exception {
        scripts.refused(
                UNUSABLE,
                "Expected yarn.application.queue to name a queue of this cluster, but found nosuch",
                "run",
                "-t",
                "yarn-per-job",
                "-yqu",
                "nosuch",
                jar,
                "count",
                "/any");
        scripts.refused(
                UNUSABLE,
                "Expected a TaskManager to need at most 8 gb, the largest container of this cluster, but found 64 gb.",
                "run-application",
                "-t",
                "yarn-application",
                "-ytm",
                "64g",
                jar);
    }

    @Test
    void aJavaThatTheNodesDoNotHave() throws Exception {
        scripts.refused(
                GIVEN_UP,
                "Expected Java 17 or newer on the node, but found no /nowhere/bin/java. Name one that the nodes have by"
                        + " env.java.home",
                "run-application",
                "-t",
                "yarn-application",
                "-Denv.java.home=/nowhere",
                jar);

        // What the one of version 11 says of a class of version 17.
        Path old = Files.createDirectories(directory.resolve("old/bin")).resolve("java");
        Files.writeString(old, """
                #!/bin/sh
                echo 'Error: LinkageError occurred while loading main class dev.selvage.Main' >&2
                echo 'java.lang.UnsupportedClassVersionError: dev/selvage/Main has been compiled by a more recent version of' \
                    'the Java Runtime (class file version 61.0), this version of the Java Runtime only recognizes class' \
                    'file versions up to 55.0' >&2
                exit 1
                """);
        Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rwxr-xr-x"));
        scripts.refused(
                GIVEN_UP,
                "Expected Java 17 or newer on the node, but found Java 11.",
                "run-application",
                "-t",
                "yarn-application",
                "-Denv.java.home=" + directory.resolve("old"),
                jar);
    }

    @Test
    void aDiskThatTheNodesDoNotShare() throws Exception {
        try (DaemonCluster nodes = DaemonCluster.start(2, Map.of());
                YarnScripts elsewhere =
                        new YarnScripts(Files.createDirectories(directory.resolve("elsewhere")), nodes.cluster())) {
            elsewhere.refused(
                    UNUSABLE,
                    "Expected high-availability.storageDir to lie on a file system that all nodes share, but found "
                            + directory.toUri() + " on a disk of this machine",
                    "run-application",
                    "-t",
                    "yarn-application",
                    "-Dhigh-availability.storageDir=" + directory.toUri(),
                    jar);
        }
    }

    @Test
    void programsThatAreNone() throws Exception {
        scripts.refused(
                UNUSABLE,
                "Expected a jar at /nowhere.jar, but there is no such file",
                "run-application",
                "/nowhere.jar");
        scripts.refused(
                UNUSABLE,
                "that class has no public method main(String[])",
                "run-application",
                "-c",
                UploadedProgram.NAME + "$Count",
                jar);
        scripts.refused(
                UNUSABLE,
                "Expected a file hdfs:///nowhere.jar (the program), but found none.",
                "run-application",
                "hdfs:///nowhere.jar");
        scripts.refused(UNUSABLE, "which is for selvage run-application", "run", "-t", "yarn-application", jar);
    }

    @Test
    void applicationsThatAreNone() throws Exception {
        scripts.refused(
                GIVEN_UP,
                "Expected an application application_1_0001, but found that YARN knows none of that id.",
                "list",
                "-yid",
                "application_1_0001");
        scripts.refused(
                UNUSABLE, "expected yarn.application.id to be an application id such as", "list", "-yid", "mine");
        scripts.refused(
                UNUSABLE,
                "Expected a session on YARN, but found none noted in " + directory.resolve("noted"),
                "run",
                "-t",
                "yarn-session",
                jar,
                "count",
                "/any");
        scripts.refused(
                UNUSABLE,
                "Expected the id of an application, since the target is yarn-per-job",
                "list",
                "-t",
                "yarn-per-job");
    }
}
