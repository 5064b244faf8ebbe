package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.Await;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobHash;
import dev.selvage.platform.blob.BlobSource;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.config.ConfigurationFiles;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.security.InternalTls;
import dev.selvage.platform.security.Keystores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TlsConnectionsTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final PortRange ANY = new PortRange(List.of(new PortRange.Span(0, 0)));
    private static final ControlSettings PLAIN =
            ControlSettings.of(new ClusterId("one"), ControlSecret.of("of the test"));

    @TempDir
    private static Path directory;

    private static ControlSettings ours;
    /** Has a key that nobody else trusts. */
    private static ControlSettings stranger;
    /** Trusts nobody but itself. */
    private static ControlSettings suspicious;

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final FaultHandler handler = (where, fault) -> faults.add(where + ": " + fault);
    private final List<JobManagerEvent> serverHeard = Collections.synchronizedList(new ArrayList<>());
    private final List<TaskManagerEvent> clientHeard = Collections.synchronizedList(new ArrayList<>());

    @BeforeAll
    static void makeKeys() throws Exception {
        Path key = Keystores.key(directory, "ours");
        Path trust = Keystores.trusting(key, "ours");
        Path other = Keystores.key(directory, "other");
        Path otherTrust = Keystores.trusting(other, "other");
        ours = settings(key, trust);
        suspicious = settings(other, otherTrust);
        stranger = settings(other, Keystores.trusting(otherTrust, key, "ours"));
    }

    private static ControlSettings settings(Path key, Path trust) throws Exception {
        Path none = Files.createDirectories(directory.resolve("conf"));
        List<String> assignments = Keystores.settings(key, trust).entrySet().stream()
                .map(each -> each.getKey() + "=" + each.getValue())
                .toList();
        Optional<InternalTls> tls =
                InternalTls.of(ConfigurationFiles.load(none, assignments).configuration());
        assertThat(tls).isPresent();
        return PLAIN.withTls(tls);
    }

    @AfterEach
    void noFaults() {
        assertThat(faults).isEmpty();
    }

    private ControlServer server(ControlSettings settings) throws IOException {
        ControlServer server = ControlServer.bind(settings, "127.0.0.1", ANY, handler);
        server.serve(serverHeard::add);
        return server;
    }

    private static String address(ControlServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    private void heard(ControlSettings settings) throws Exception {
        try (ControlServer server = server(settings);
                ControlClient client = ControlClient.start(settings, clientHeard::add, handler)) {
            client.dial(address(server));
            Await.until("it stands", BOUND, () -> !clientHeard.isEmpty());
            client.say(1, new TaskManagerMessage.TaskManagerHeartbeat(new LeaderEpoch(7)));
            Await.until("the JobManager hears it", BOUND, () -> !serverHeard.isEmpty());
            server.send(1, new LeaderMessage.LeaderHeartbeat(new LeaderEpoch(8)));
            server.hangUp(1);
            Await.until("the TaskManager hears it", BOUND, () -> clientHeard.size() == 3);
            assertThat(clientHeard)
                    .containsExactly(
                            new TaskManagerEvent.Connected(1),
                            new TaskManagerEvent.Heard(1, new LeaderMessage.LeaderHeartbeat(new LeaderEpoch(8))),
                            new TaskManagerEvent.Disconnected(1));
        }
    }

    private void refused(ControlSettings accepting, ControlSettings dialling, String sentence) throws Exception {
        try (ControlServer server = server(accepting);
                ControlClient client = ControlClient.start(dialling, clientHeard::add, handler);
                BlobClient blobs = BlobClient.start(dialling, handler)) {
            client.dial(address(server));
            client.say(1, new TaskManagerMessage.TaskManagerHeartbeat(new LeaderEpoch(1)));
            Await.until(
                    () -> "the dial fails, and not " + clientHeard,
                    BOUND,
                    () -> clientHeard.equals(List.of(new TaskManagerEvent.Disconnected(1))));
            assertThatThrownBy(() -> blobs.dial(address(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(sentence);
            assertThat(serverHeard).noneMatch(JobManagerEvent.Heard.class::isInstance);
        }
    }

    @Test
    void bothEndsHearEachOtherBehindTls() throws Exception {
        heard(ours);
    }

    @Test
    void oneFileCanBeBothStores() throws Exception {
        heard(settings(directory.resolve("ours.p12"), directory.resolve("ours.p12")));
    }

    @Test
    void whoeverDialsWithAKeyThatNobodyTrustsIsRefused() throws Exception {
        // Whether it still hears why depends on what was on its way when the other end hung up.
        refused(ours, stranger, "is over");
    }

    @Test
    void whoeverIsDialledAndHasAKeyThatNobodyTrustsIsRefused() throws Exception {
        refused(stranger, ours, "TLS did not come about");
        clientHeard.clear();
        refused(ours, suspicious, "truststore");
    }

    @Test
    void whoeverDialsInTheClearIsToldWhatMayBeWrong() throws Exception {
        refused(ours, PLAIN, "security.ssl.internal.enabled has to be the same at both ends");
    }

    @Test
    void whoeverIsDialledAndSpeaksInTheClearIsRefused() throws Exception {
        refused(PLAIN, ours, "security.ssl.internal.enabled has to be the same at both ends");
    }

    @Test
    void blobsComeByTheSameWay() throws Exception {
        String program = "what tasks run";
        JobBlobs needed = new JobBlobs(BlobHash.of(stream(program)), List.of());
        JobId job = new JobId(1, 2);
        try (ControlServer server = ControlServer.bind(ours, "127.0.0.1", ANY, handler);
                BlobClient client = BlobClient.start(ours, handler)) {
            server.giveBlobs(new OneFile(needed, program), Runnable::run);
            server.serve(serverHeard::add);
            try (BlobConnection leader = client.dial(address(server))) {
                assertThat(leader.needed(job)).isEqualTo(needed);
                assertThat(leader.piece(job, needed.program(), 0))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo(program);
            }
        }
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
    }

    private record OneFile(JobBlobs needed, String content) implements BlobSource {

        @Override
        public JobBlobs of(JobId job) {
            return needed;
        }

        @Override
        public InputStream open(JobId job, Blob blob, long from) {
            return stream(content);
        }
    }
}
