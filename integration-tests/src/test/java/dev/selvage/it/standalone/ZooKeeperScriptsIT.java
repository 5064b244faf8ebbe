package dev.selvage.it.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.platform.Await;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** ZooKeeper as it comes with the distribution. */
final class ZooKeeperScriptsIT {

    private static final Duration BOUND = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    /** What a server says of itself: leader, follower or standalone; nothing while it is none of them. */
    private static String mode(int port) {
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write("srvr".getBytes(StandardCharsets.UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return answer.lines()
                    .filter(line -> line.startsWith("Mode: "))
                    .map(line -> line.substring("Mode: ".length()))
                    .findFirst()
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void threeServersOnThisMachineElectALeader() throws Exception {
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            List<Integer> ports = new ArrayList<>();
            StringBuilder lines = new StringBuilder(
                    "tickTime=2000\ninitLimit=10\nsyncLimit=5\ndataDir=" + directory.resolve("zookeeper") + "\n");
            for (int number = 1; number <= 3; number++) {
                ports.add(UnpackedDistribution.freePort());
                lines.append("server.%d=localhost:%d:%d;localhost:%d%n"
                        .formatted(
                                number,
                                UnpackedDistribution.freePort(),
                                UnpackedDistribution.freePort(),
                                ports.get(number - 1)));
            }
            selvage.write("zoo.cfg", lines.toString());
            UnpackedDistribution.Ended start = selvage.call("start-zookeeper-quorum.sh");

            assertThat(start.status()).as(start.said() + selvage.said()).isZero();
            assertThat(start.said()).contains("meant for trials", "Starting zookeeper daemon on host ");
            Await.until(
                    () -> "the servers agree on a leader; they said:" + selvage.said(),
                    BOUND,
                    () -> ports.stream()
                            .map(ZooKeeperScriptsIT::mode)
                            .sorted()
                            .toList()
                            .equals(List.of("follower", "follower", "leader")));
            assertThat(selvage.call("stop-zookeeper-quorum.sh").status()).isZero();
            assertThat(selvage.allProcesses()).isEmpty();
        }
    }

    @Test
    void oneServerIsEnoughForATrial() throws Exception {
        try (UnpackedDistribution selvage = new UnpackedDistribution(directory)) {
            int port = UnpackedDistribution.freePort();
            selvage.write(
                    "zoo.cfg",
                    "dataDir=" + directory.resolve("zookeeper") + "\nserver.1=localhost:2888:3888;localhost:" + port
                            + "\n");

            UnpackedDistribution.Ended start = selvage.call("zookeeper.sh", "start", "1");
            assertThat(start.status()).as(start.said() + selvage.said()).isZero();
            Await.until("it serves", BOUND, () -> mode(port).equals("standalone"));
            assertThat(selvage.call("zookeeper.sh", "start", "1").said()).contains("Perhaps it runs already");
            assertThat(selvage.call("zookeeper.sh", "start", "2").said()).contains("but found 2");
            assertThat(selvage.call("zookeeper.sh", "stop-all").status()).isZero();
            assertThat(selvage.allProcesses()).isEmpty();
        }
    }
}
