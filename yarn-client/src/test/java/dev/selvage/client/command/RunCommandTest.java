package dev.selvage.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import dev.selvage.client.ScriptedRunner;
import dev.selvage.platform.program.UserProgram;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCommandTest {

    private static final int UNUSABLE = 2;
    private static final int GIVEN_UP = 6;
    private static final int JOB_FAILED = 7;

    @TempDir
    private Path directory;

    private String jar = "";

    @BeforeEach
    void makeJar() throws Exception {
        jar = Files.writeString(directory.resolve("demo.jar"), "classes").toString();
        ScriptedRunner.CALLED.clear();
    }

    @Test
    void anAttachedProgramWaitsForItsJobAndSaysHowItEnded() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            cluster.states("CREATED", "RUNNING", "RUNNING", "FINISHED");

            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "execute");

            assertThat(said.status()).as(said.toString()).isZero();
            assertThat(said.output())
                    .containsPattern("Submitted demo with JobID [0-9a-f]{32}\n")
                    .containsOnlyOnce("(demo) has finished after 1.5 s.");
            assertThat(said.error()).contains("is CREATED (demo)\n", "is RUNNING (demo)\n");
            assertThat(cluster.heard).contains("POST /jobs program,jar,job");
        }
    }

    @Test
    void aDetachedProgramDoesNotWait() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said said = Said.by(directory, "run", "-d", "-m", cluster.place(), jar, "execute", "execute");

            assertThat(said.status()).as(said.toString()).isZero();
            assertThat(said.output().split("JobID", -1)).hasSize(3);
            assertThat(cluster.heard)
                    .filteredOn(asked -> asked.startsWith("POST /jobs"))
                    .hasSize(2);
            assertThat(cluster.heard).noneMatch(asked -> asked.contains("/status"));
        }
    }

    @Test
    void theConfigurationMayDetachToo() throws Exception {
        Said.configure(directory, "execution.attached: false\n");
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said.by(directory, "run", "-m", cluster.place(), jar, "execute");

            assertThat(cluster.heard).noneMatch(asked -> asked.contains("/status"));
        }
    }

    @Test
    void aJobThatFailsIsAStatusOfItsOwn() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            cluster.ends("FAILED");

            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "execute", "submit");

            assertThat(said.status()).isEqualTo(JOB_FAILED);
            assertThat(said.error())
                    .containsPattern("The job demo \\([0-9a-f]{32}\\) has failed: TASK_FAILED: it rained")
                    .doesNotContain("\tat ");
            assertThat(cluster.heard)
                    .as("what stands behind the failure in the program does not happen")
                    .filteredOn(asked -> asked.startsWith("POST /jobs"))
                    .hasSize(1);
        }
    }

    @Test
    void aJobThatIsCancelledIsSaidToBe() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            cluster.states("RUNNING", "CANCELED");
            cluster.ends("CANCELED");

            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "execute");

            assertThat(said.status()).isZero();
            assertThat(said.output()).contains("(demo) was cancelled after 1.5 s.");
        }
    }

    @Test
    void aJobThatIsSetApartIsNotWaitedForWithoutEnd() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            cluster.states("SUSPENDED");
            cluster.ends("SUSPENDED");

            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "execute");

            assertThat(said.status()).isEqualTo(GIVEN_UP);
            assertThat(said.error()).contains("suspended: a file is gone");
        }
    }

    @Test
    void whatAProgramThrowsIsToldInALineForEachCause() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "fail");

            assertThat(said.status()).isEqualTo(JOB_FAILED);
            assertThat(said.error())
                    .contains("main() of demo.Program has thrown java.lang.IllegalStateException: the wind was against"
                            + " me")
                    .contains("because of java.io.IOException: no wind")
                    .contains("The whole of it is in ")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aJobThatCannotBeRunAsItIsIsAMistakeOfWhoeverRunsIt() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "refuse");

            assertThat(said.status()).isEqualTo(UNUSABLE);
            assertThat(said.error()).isEqualTo("Expected a sink, but found none.\n");
        }
    }

    @Test
    void optionsBecomeSettingsOfTheProgramAndTheRestIsGivenToItAsItIs() throws Exception {
        Said.configure(directory, "parallelism.default: 2\npipeline.max-parallelism: 64\n");
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said said = Said.by(
                    directory,
                    "run",
                    "-c",
                    "demo.Program",
                    "-p",
                    "4",
                    "-s",
                    "made/savepoint-1",
                    "-n",
                    "-Dpipeline.name=nightly",
                    "-D",
                    "execution.checkpointing.interval=3 s",
                    "-m",
                    cluster.place(),
                    jar,
                    "--verbose",
                    "@file",
                    "--",
                    "-x",
                    "");

            assertThat(said.status()).as(said.toString()).isZero();
            UserProgram program = ScriptedRunner.CALLED.get(0);
            assertThat(program.jars()).containsExactly(Path.of(jar));
            assertThat(program.entryClass()).isEqualTo(Optional.of("demo.Program"));
            assertThat(program.arguments()).containsExactly("--verbose", "@file", "--", "-x", "");
            assertThat(program.settings())
                    .containsEntry("parallelism.default", "4")
                    .containsEntry("pipeline.max-parallelism", "64")
                    .containsEntry("pipeline.name", "nightly")
                    .containsEntry("execution.checkpointing.interval", "3 s")
                    .containsEntry(
                            "execution.state-recovery.path",
                            Path.of("made/savepoint-1").toAbsolutePath().toString())
                    .containsEntry("execution.state-recovery.ignore-unclaimed-state", "true");
        }
    }

    @Test
    void anOptionBehindTheJarIsTheProgramsAndNoted() throws Exception {
        try (FakeCluster cluster = new FakeCluster(directory)) {
            Said said = Said.by(directory, "run", "-m", cluster.place(), jar, "-p", "4");

            assertThat(said.status()).isZero();
            assertThat(said.error()).contains("Note: -p stands behind the jar");
            assertThat(ScriptedRunner.CALLED.get(0).arguments()).containsExactly("-p", "4");
        }
    }

    @Test
    void withoutAClusterTheProgramIsNotEvenCalled() throws Exception {
        int port;
        try (ServerSocket nobody = new ServerSocket(0)) {
            port = nobody.getLocalPort();
        }
        Said said = Said.by(directory, "run", "-m", "127.0.0.1:" + port, jar, "execute");

        assertThat(said.status()).isEqualTo(GIVEN_UP);
        assertThat(said.error())
                .contains("Expected a cluster at http://127.0.0.1:" + port
                        + "/ (as the command says), but nobody listens")
                .contains("-m HOST:PORT");
        assertThat(ScriptedRunner.CALLED).isEmpty();
    }

    @Test
    void theTargetLocalRunsHereAndCannotBeDetached() throws Exception {
        assertThat(Said.by(directory, "run", "-t", "local", jar, "any").status())
                .isZero();
        assertThat(ScriptedRunner.CALLED).hasSize(1);

        Said said = Said.by(directory, "run", "--target=local", "--detached", jar);
        assertThat(said.status()).isEqualTo(UNUSABLE);
        assertThat(said.error()).contains("Leave out -d");
        assertThat(ScriptedRunner.CALLED).hasSize(1);
    }

    @Test
    void theTargetMayStandInTheConfiguration() throws Exception {
        Said.configure(directory, "execution.target: local\n");

        assertThat(Said.by(directory, "run", jar).status()).isZero();
    }

    @Test
    void aTargetThatIsForAnotherCommand() throws Exception {
        Said said = Said.by(directory, "run", "-t", "yarn-application", jar);

        assertThat(said.status()).isEqualTo(UNUSABLE);
        assertThat(said.error()).contains("found yarn-application, which is for selvage run-application");
        assertThat(Said.by(directory, "run-application", "-t", "remote", jar).error())
                .contains("Expected the target yarn-application of selvage run-application, but found remote");
    }

    @Test
    void infoShowsThePlanAndSubmitsNothing() throws Exception {
        Said text = Said.by(directory, "info", jar, "execute", "fail");

        assertThat(text.status()).as(text.toString()).isZero();
        assertThat(text.output()).isEqualTo("""
                demo: vertices 2, subtasks 3, slots 2
                1. numbers -> doubled
                   parallelism 1
                2. files
                   parallelism 2, HASH from 1
                """);
        Said json = Said.by(directory, "info", "--json", jar, "execute");
        assertThat(json.output())
                .startsWith("{\"plan\":{\"name\":\"demo\"")
                .contains("\"parallelism\":2")
                .contains("\"ship_strategy\":\"HASH\"");
    }

    @Test
    void infoOfAProgramWithoutAJob() throws Exception {
        Said said = Said.by(directory, "info", jar);

        assertThat(said.status()).isEqualTo(UNUSABLE);
        assertThat(said.error()).contains("without a call of execute()");
        assertThat(Said.by(directory, "info", jar, "fail").error()).contains("the wind was against me");
    }
}
