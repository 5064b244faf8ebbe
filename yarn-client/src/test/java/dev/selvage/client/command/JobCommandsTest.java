package dev.selvage.client.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.FakeCluster;
import dev.selvage.client.Said;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands about jobs that run already. */
class JobCommandsTest {

    private static final String JOB = FakeCluster.JOB;
    private static final int UNUSABLE = 2;
    private static final int GIVEN_UP = 6;

    @TempDir
    private Path directory;

    private FakeCluster cluster;

    @BeforeEach
    void begin() throws IOException {
        cluster = new FakeCluster(directory);
    }

    @AfterEach
    void end() {
        cluster.close();
    }

    private Said by(String command, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of(command, "-m", cluster.place()));
        all.addAll(List.of(words));
        return Said.by(directory, all.toArray(String[]::new));
    }

    private static List<String> shown(Said said) {
        return said.output()
                .lines()
                .map(line -> line.replaceFirst("^\\d\\d\\.\\d\\d\\.\\d{4} \\d\\d:\\d\\d:\\d\\d : ", ""))
                .toList();
    }

    @Test
    void jobsAreListedByWhereTheyStandAndWhatIsSuspendedAlways() throws Exception {
        List<String> running =
                List.of("Running jobs:", "4".repeat(32) + " : early (RESTARTING)", JOB + " : counts (RUNNING)");
        List<String> scheduled = List.of("Scheduled jobs:", "2".repeat(32) + " : waits (CREATED)");
        List<String> suspended = List.of("Suspended jobs:", "3".repeat(32) + " : broken (SUSPENDED)");
        List<String> ended = List.of("Ended jobs:", "1".repeat(32) + " : sums (FINISHED)");

        assertThat(shown(by("list"))).isEqualTo(joined(running, scheduled, suspended));
        assertThat(shown(by("list", "-r"))).isEqualTo(joined(running, suspended));
        assertThat(shown(by("list", "-s"))).isEqualTo(joined(scheduled, suspended));
        assertThat(shown(by("list", "-a"))).isEqualTo(joined(running, scheduled, suspended, ended));
    }

    @SafeVarargs
    private static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    @Test
    void cancelling() throws Exception {
        Said said = by("cancel", JOB);

        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.output()).isEqualTo("Job " + JOB + " is being cancelled.\n");
        assertThat(cluster.heard).containsExactly("PATCH /jobs/" + JOB + "?mode=cancel {}");
    }

    @Test
    void cancellingWithASavepointIsToStopInWhicheverOrderItIsSaid() throws Exception {
        for (List<String> words : List.of(List.of("-s", "/there", JOB), List.of(JOB, "-s", "/there"))) {
            cluster.heard.clear();
            Said said = by("cancel", words.toArray(String[]::new));

            assertThat(said.status()).as(said.toString()).isZero();
            assertThat(said.output()).isEqualTo("Job " + JOB + " has stopped. Path: /made/savepoint-1\n");
            assertThat(cluster.heard.get(0))
                    .startsWith("POST /jobs/" + JOB + "/stop ")
                    .contains("\"targetDirectory\":\"/there\"");
        }
        for (List<String> words : List.of(List.of("-s", JOB), List.of(JOB, "-s"))) {
            cluster.heard.clear();
            assertThat(by("cancel", words.toArray(String[]::new)).status()).isZero();
            assertThat(cluster.heard.get(0))
                    .startsWith("POST /jobs/" + JOB + "/stop ")
                    .doesNotContain("targetDirectory");
        }
    }

    @Test
    void stoppingWaitsUntilTheJobHasEnded() throws Exception {
        cluster.states("RUNNING", "RUNNING", "FINISHED");

        Said said = by("stop", "--savepointPath", "savepoints", "-d", JOB);

        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.output()).isEqualTo("Job " + JOB + " has stopped. Path: /made/savepoint-1\n");
        assertThat(cluster.heard.get(0))
                .contains("\"targetDirectory\":\"" + Path.of("savepoints").toAbsolutePath() + "\"")
                .contains("\"drain\":true")
                .containsPattern("\"triggerId\":\"[0-9a-f]{32}\"");
        assertThat(cluster.heard)
                .filteredOn(asked -> asked.equals("GET /jobs/" + JOB + "/status"))
                .hasSize(3);
    }

    @Test
    void aSavepointBesideAJobThatGoesOn() throws Exception {
        Said said = by("savepoint", JOB, "hdfs://there/savepoints");

        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.output()).isEqualTo("Savepoint of job " + JOB + " is complete. Path: /made/savepoint-1\n");
        assertThat(cluster.heard.get(0))
                .startsWith("POST /jobs/" + JOB + "/savepoints ")
                .contains("\"target-directory\":\"hdfs://there/savepoints\"");
        assertThat(cluster.heard).noneMatch(asked -> asked.contains("/status"));
    }

    @Test
    void aSavepointThatIsNotMade() throws Exception {
        cluster.failSavepoints("CHECKPOINT_FAILED: the disk is full");

        Said said = by("savepoint", JOB);

        assertThat(said.status()).isEqualTo(GIVEN_UP);
        assertThat(said.error()).contains("Expected a savepoint of job " + JOB, "the disk is full");
    }

    @Test
    void aSavepointIsDisposedOf() throws Exception {
        Said said = by("savepoint", "-d", "/made/savepoint-1");

        assertThat(said.status()).as(said.toString()).isZero();
        assertThat(said.output()).isEqualTo("Savepoint /made/savepoint-1 is deleted.\n");
        assertThat(cluster.heard.get(0))
                .isEqualTo("POST /savepoint-disposal {\"savepoint-path\":\"/made/savepoint-1\"}");
    }

    @Test
    void aSavepointThatCannotBeDisposedOf() throws Exception {
        cluster.failSavepoints("Expected a savepoint there, but found none.");

        Said said = by("savepoint", "--dispose", "/nowhere");

        assertThat(said.status()).isEqualTo(GIVEN_UP);
        assertThat(said.error()).isEqualTo("Expected a savepoint there, but found none.\n");
    }

    @Test
    void aJobThatTheClusterDoesNotKnow() throws Exception {
        Said said = by("cancel", "9".repeat(32));

        assertThat(said.status()).isEqualTo(UNUSABLE);
        assertThat(said.error()).isEqualTo("Expected a job of this cluster, but found none.\n");
    }

    @Test
    void aClusterWithoutALeaderIsAskedAgain() throws Exception {
        cluster.refuse("Nobody leads.");
        cluster.refuse("Nobody leads.");

        assertThat(by("cancel", JOB).status()).isZero();
        assertThat(cluster.heard).hasSize(3);
    }

    @Test
    void butNotForEverAndADisposalIsNot() throws Exception {
        for (int times = 0; times < 4; times++) {
            cluster.refuse("Nobody leads.");
        }
        Said said = by("cancel", JOB);
        assertThat(said.status()).isEqualTo(GIVEN_UP);
        assertThat(said.error()).endsWith("Nobody leads.\n");
        assertThat(cluster.heard).hasSize(4);

        cluster.heard.clear();
        cluster.refuse("Nobody leads.");
        assertThat(by("savepoint", "-d", "/made").status()).isEqualTo(GIVEN_UP);
        assertThat(cluster.heard).hasSize(1);
    }
}
