package dev.selvage.platform.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @TempDir
    private Path directory;

    private List<String> assignments(String masters, String... given) throws Exception {
        Installation installation = Distributions.in(directory);
        Files.writeString(installation.masters(), masters);
        return Settings.forProcess(installation, List.of(given)).assignments();
    }

    @Test
    void aClusterOnThisMachineNeedsNothingToBeSaidAndListensToNobodyElse() throws Exception {
        assertThat(assignments("localhost\n"))
                .containsExactly(
                        "high-availability.storageDir=" + directory.resolve("selvage/storage"),
                        "jobmanager.rpc.address=localhost",
                        "jobmanager.bind-host=localhost",
                        "rest.bind-address=localhost",
                        "taskmanager.host=localhost",
                        "taskmanager.bind-host=localhost");
    }

    @Test
    void whatSomebodySaysHolds() throws Exception {
        assertThat(assignments("localhost\n", "rest.bind-address=0.0.0.0", "high-availability.storageDir=/storage"))
                .startsWith("rest.bind-address=0.0.0.0", "high-availability.storageDir=/storage")
                .doesNotContain("rest.bind-address=localhost")
                .hasSize(6);
    }

    @Test
    void theOneMasterIsWhereTheJobManagerIsAndOthersMayKnock() throws Exception {
        assertThat(assignments("master1:8082\n", "high-availability.storageDir=hdfs://a/b"))
                .containsExactly("high-availability.storageDir=hdfs://a/b", "jobmanager.rpc.address=master1");
    }

    @Test
    void withHighAvailabilityEverybodyLearnsWhereTheLeaderIs() throws Exception {
        assertThat(assignments("one\ntwo\n", "high-availability.type=yarn", "high-availability.storageDir=hdfs://a/b"))
                .hasSize(2);
    }

    @Test
    void withHighAvailabilityOnThisMachineAloneNobodyElseMayKnockEither() throws Exception {
        assertThat(assignments("localhost:8081\nlocalhost:8082\n", "high-availability.type=yarn"))
                .contains(
                        "jobmanager.bind-host=localhost",
                        "rest.bind-address=localhost",
                        "taskmanager.bind-host=localhost");
        assertThat(Settings.forProcess(Distributions.in(directory), List.of("high-availability.type=yarn"))
                        .chosen())
                .anySatisfy(said -> assertThat(said).contains("no other one reaches what is started here"));
    }

    @Test
    void whatWasChosenIsSaid() throws Exception {
        assertThat(Settings.forProcess(Distributions.in(directory), List.of()).chosen())
                .singleElement()
                .asString()
                .contains("high-availability.storageDir is not set");
    }
}
