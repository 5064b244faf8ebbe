package dev.selvage.it.leadership;

import static dev.selvage.platform.leadership.LeadershipScene.JOB;
import static dev.selvage.platform.leadership.LeadershipScene.OTHER_JOB;
import static dev.selvage.platform.leadership.LeadershipScene.assertHolds;
import static dev.selvage.platform.leadership.LeadershipScene.assertWritten;
import static dev.selvage.platform.leadership.LeadershipScene.awaitLeader;
import static dev.selvage.platform.leadership.LeadershipScene.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.ClusterId;
import dev.selvage.core.leadership.WriteOutcome;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.RememberedClusters;
import dev.selvage.platform.leadership.Term;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records as nodes that point to files: what may befall the files, and who may touch the nodes. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
final class ZooKeeperRecordsIT {

    @TempDir
    private Path directory;

    private ZooKeeperScene scene;

    @BeforeEach
    void begin() {
        scene = new ZooKeeperScene(directory);
    }

    @AfterEach
    void end() throws Exception {
        scene.end();
    }

    @Test
    void aClusterIsForgottenWithAllBelowItAndNoOtherIs() throws Exception {
        Term term = scene.join().lead();
        assertWritten(term, JOB, "graph", bytes("content"));
        Term beside = scene.clusterBeside(Map.of()).lead();
        assertWritten(beside, JOB, "graph", bytes("another"));
        RememberedClusters all = scene.remembered();
        ClusterId cluster = scene.cluster();
        assertThat(all.names()).contains(cluster.name(), cluster.name() + "-2");

        all.forget(cluster);
        all.forget(cluster);

        assertThat(all.names()).contains(cluster.name() + "-2").doesNotContain(cluster.name());
        assertThat(term.write(JOB, "pointer", bytes("too late"))).isEqualTo(WriteOutcome.REFUSED);
        assertHolds(beside, JOB, "graph", bytes("another"));
        Term anew = scene.join().lead();
        assertThat(anew.epoch().number()).isEqualTo(1);
        assertThat(anew.jobs()).isEmpty();
    }

    @Test
    void aMarkIsNoFileAndDeletingTakesTheFileAlong() throws Exception {
        Term term = scene.join().lead();
        assertThat(term.mark(JOB, "mark")).isEqualTo(WriteOutcome.WRITTEN);
        assertWritten(term, JOB, "no-bytes", new byte[0]);
        assertThat(scene.recordFiles()).isEmpty();
        assertWritten(term, JOB, "graph", bytes("content"));
        assertWritten(term, JOB, "pointer", bytes("content"));
        assertThat(term.mark(JOB, "graph")).isEqualTo(WriteOutcome.REFUSED);
        assertThat(term.write(JOB, "mark", bytes("content"))).isEqualTo(WriteOutcome.REFUSED);

        term.delete(JOB, "graph");

        assertThat(term.read(JOB, "graph")).isEmpty();
        assertHolds(term, JOB, "pointer", bytes("content"));
        term.forget(JOB);
        assertThat(scene.recordFiles()).isEmpty();
        assertThat(directory).isDirectoryRecursivelyContaining("glob:**/records");
    }

    @Test
    void aFileThatIsDamagedOrGoneIsToldWithItsName() throws Exception {
        Term term = scene.join().lead();
        assertWritten(term, JOB, "graph", bytes("content"));
        Path file = scene.recordFiles().get(0);

        Files.write(file, bytes("cOntent"));
        assertThatThrownBy(() -> term.read(JOB, "graph"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected " + file + " to have 7 bytes with the checksum ")
                .hasMessageEndingWith(": it is damaged.");
        Files.write(file, bytes("cont"));
        assertThatThrownBy(() -> term.read(JOB, "graph")).hasMessageContaining(", but found 4 with ");
        Files.delete(file);
        assertThatThrownBy(() -> term.read(JOB, "graph"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Expected what is recorded as graph of job " + JOB + " in " + file
                        + ", but found no file there");
        assertThat(term.names(JOB)).containsExactly("graph");
    }

    @Test
    void forgettingTakesWhatTermsOfBeforeLeftBehind() throws Exception {
        Term first = scene.join().lead();
        assertWritten(first, JOB, "graph", bytes("content"));
        Path graph = scene.recordFiles().get(0);
        // As of a process that died between a file and its node.
        Path unfinished = graph.resolveSibling("pointer." + first.epoch() + "-99-00000000");
        Files.write(unfinished, bytes("content"));
        // And of one that died while it forgot another job.
        Path other = Files.createDirectories(graph.resolve("../../" + OTHER_JOB).normalize());
        Files.copy(unfinished, other.resolve("graph." + first.epoch() + "-98-00000000"));
        Term second = scene.join().lead();
        Path ofNext = graph.resolveSibling("pointer." + second.epoch().next() + "-1-00000000");
        Files.write(ofNext, bytes("of a term to come"));

        second.forget(JOB);

        assertThat(scene.recordFiles()).containsExactly(ofNext);
        assertThat(other).doesNotExist();
    }

    @Test
    void whoWantsNodesOfHisOwnAndSaysNotWhoHeIsIsTold() throws Exception {
        HighAvailabilityServices nobody = scene.join(ZooKeeperScene.quorum(), Map.of("acl", "creator"));

        assertThatThrownBy(nobody::awaitTurn)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("ZooKeeper does not allow it (INVALIDACL)")
                .hasMessageContaining("high-availability.zookeeper.client.acl=creator needs one");
    }

    @Test
    void nodesOfACreatorAreNobodyElsesAndOtherClustersStandBesideThem() throws Exception {
        Map<String, String> ours = Map.of("acl", "creator", "authorization", "digest:we:secret");
        Map<String, String> theirs = Map.of("acl", "creator", "authorization", "digest:they:secret");
        HighAvailabilityServices leader = scene.join(ZooKeeperScene.quorum(), ours);
        leader.awaitTurn();
        Term term = leader.lead();
        term.announce("host:1", "http://host:2");
        assertWritten(term, JOB, "graph", bytes("content"));

        awaitLeader(
                scene.join(ZooKeeperScene.quorum(), ours), new LeaderRecord(term.epoch(), "host:1", "http://host:2"));
        for (HighAvailabilityServices stranger : List.of(scene.join(ZooKeeperScene.quorum(), theirs), scene.join())) {
            assertThatThrownBy(stranger::lead).isInstanceOf(IOException.class);
            assertThatThrownBy(stranger::awaitTurn).hasMessageContaining("ZooKeeper does not allow it (NOAUTH)");
            assertThatThrownBy(stranger::leader)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("ZooKeeper does not allow it (NOAUTH)")
                    .hasMessageContaining("high-availability.zookeeper.client.authorization");
        }
        assertWritten(term, JOB, "pointer", bytes("content"));
        assertWritten(scene.clusterBeside(theirs).lead(), JOB, "graph", bytes("content"));
    }
}
