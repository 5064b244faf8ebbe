package dev.selvage.it.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The mini cluster works, so that a test that fails on it has found something else. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
final class MiniClusterIT {

    private static final String SCRIPT =
            MiniCluster.ROOT.resolve("scripts/mini-cluster.sh").toString();

    @TempDir
    private Path directory;

    /** What a command printed, and how it ended. */
    private record Outcome(int status, String output) {}

    private Outcome script(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(SCRIPT));
        command.addAll(List.of(arguments));
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Outcome(process.waitFor(), Files.readString(output));
    }

    @Test
    void yarnAnswersAndHasItsNodes() throws Exception {
        String address = MiniCluster.shared().setting("yarn.resourcemanager.webapp.address");
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + "/ws/v1/cluster/metrics"))
                .header("Accept", "application/json")
                .build();

        String answer = HttpClient.newHttpClient()
                .send(request, BodyHandlers.ofString())
                .body();

        assertThat(answer).contains("\"activeNodes\":2");
    }

    @Test
    void zooKeeperAnswers() throws Exception {
        URI address = URI.create("zookeeper://" + MiniCluster.shared().zooKeeper());
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            socket.getOutputStream().write("srvr".getBytes(UTF_8));

            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .contains("Mode: standalone");
        }
    }

    @Test
    void theScriptStartsAndStopsOne() throws Exception {
        String place = directory.resolve("cluster").toString();

        Outcome started = script("start", "--dir", place, "--hdfs-only");
        long pid = Long.parseLong(Files.readString(Path.of(place, "pid")).strip());
        Outcome again = script("start", "--dir", place, "--hdfs-only");
        Outcome stopped = script("stop", "--dir", place);

        assertThat(started).isEqualTo(new Outcome(0, "export HADOOP_CONF_DIR=" + place + "/conf\n"));
        assertThat(again.status).isEqualTo(1);
        assertThat(again.output).contains("Expected no mini cluster in " + place + ", but found process " + pid);
        assertThat(stopped).isEqualTo(new Outcome(0, ""));
        ProcessHandle.of(pid).ifPresent(ended -> assertThat(ended.onExit()).succeedsWithin(Duration.ofSeconds(10)));
    }

    @Test
    void badArgumentsGetASentence() throws Exception {
        Outcome wrong = script("start", "--dir", directory.resolve("none").toString(), "--node-managers", "many");

        assertThat(wrong.status).isEqualTo(1);
        assertThat(wrong.output).contains("Expected --node-managers of 1 to 16, but found many.");
    }

    @Test
    void aClusterEndsWhenItsInputCloses() {
        MiniCluster cluster = MiniCluster.start(List.of("--hdfs-only"));

        cluster.close();

        assertThat(cluster.directory().resolve("ready")).doesNotExist();
    }
}
