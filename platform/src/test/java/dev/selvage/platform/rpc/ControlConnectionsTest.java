package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.ErrorCode;
import dev.selvage.core.failure.Failure;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.CheckpointId;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskId;
import dev.selvage.core.id.VertexId;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.message.LeaderMessage;
import dev.selvage.core.message.TaskManagerMessage;
import dev.selvage.core.taskmanager.TaskManagerEvent;
import dev.selvage.platform.Await;
import dev.selvage.platform.security.ControlSecret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ControlConnectionsTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.1";
    private static final ClusterId CLUSTER = new ClusterId("one");
    private static final ControlSettings SETTINGS = ControlSettings.of(CLUSTER, ControlSecret.of("of the test"));
    private static final PortRange ANY = new PortRange(List.of(new PortRange.Span(0, 0)));
    private static final TaskId TASK =
            new TaskId(new JobId(1, 2), new SubtaskId(new VertexId(3, 4), 5), new DeploymentNumber(6));

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final FaultHandler handler = (where, fault) -> faults.add(where + ": " + fault);
    private final List<JobManagerEvent> serverHeard = Collections.synchronizedList(new ArrayList<>());
    private final List<TaskManagerEvent> clientHeard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void noFaults() {
        assertThat(faults).isEmpty();
    }

    private ControlServer server(ControlSettings settings) throws IOException {
        ControlServer server = ControlServer.bind(settings, HOST, ANY, handler);
        server.serve(serverHeard::add);
        return server;
    }

    private ControlClient client(ControlSettings settings) {
        return ControlClient.start(settings, clientHeard::add, handler);
    }

    private static String address(ControlServer server) {
        return HOST + ":" + server.address().getPort();
    }

    private static TaskManagerMessage heartbeat(long number) {
        return new TaskManagerMessage.TaskManagerHeartbeat(new LeaderEpoch(number));
    }

    private static LeaderMessage leaderHeartbeat(long number) {
        return new LeaderMessage.LeaderHeartbeat(new LeaderEpoch(number));
    }

    private void awaitClient(TaskManagerEvent... events) throws Exception {
        Await.until(
                () -> "the TaskManager hears " + List.of(events) + " and has heard " + clientHeard,
                BOUND,
                () -> clientHeard.equals(List.of(events)));
    }

    private void awaitServer(JobManagerEvent... events) throws Exception {
        Await.until(
                () -> "the JobManager hears " + List.of(events) + " and has heard " + serverHeard,
                BOUND,
                () -> serverHeard.equals(List.of(events)));
    }

    /** Whatever happened to others, whoever belongs here is served. */
    private void stillServes(ControlServer server) throws Exception {
        clientHeard.clear();
        serverHeard.clear();
        try (ControlClient client = client(SETTINGS)) {
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            client.say(1, heartbeat(7));
            // By whatever number: somebody who dials in vain since an earlier test may have taken one.
            Await.until(
                    () -> "the JobManager hears the heartbeat and has heard " + serverHeard,
                    BOUND,
                    () -> List.copyOf(serverHeard).stream()
                            .anyMatch(event -> event instanceof JobManagerEvent.Heard heard
                                    && heard.message().equals(heartbeat(7))));
        }
    }

    @Test
    void bothEndsHearEachOtherInOrderWhateverTheLoad() throws Exception {
        int count = 20_000;
        List<Long> numbers = LongStream.range(0, count).boxed().toList();
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            client.say(1, heartbeat(count));
            awaitServer(new JobManagerEvent.Heard(1, heartbeat(count)));
            clientHeard.clear();
            serverHeard.clear();
            Thread other = new Thread(() -> numbers.forEach(number -> server.send(1, leaderHeartbeat(number))));
            other.start();
            numbers.forEach(number -> client.say(1, heartbeat(number)));
            other.join();
            Await.until("all has arrived", BOUND, () -> clientHeard.size() == count && serverHeard.size() == count);
            assertThat(clientHeard)
                    .isEqualTo(numbers.stream()
                            .map(number -> new TaskManagerEvent.Heard(1, leaderHeartbeat(number)))
                            .toList());
            assertThat(serverHeard)
                    .isEqualTo(numbers.stream()
                            .map(number -> new JobManagerEvent.Heard(1, heartbeat(number)))
                            .toList());
        }
    }

    @Test
    void aLargeMessageArrivesWhole() throws Exception {
        Failure large = new Failure(ErrorCode.TASK_FAILED, "x".repeat(5 << 20), Optional.empty());
        TaskManagerMessage message =
                new TaskManagerMessage.CheckpointDeclined(new LeaderEpoch(1), new CheckpointId(1), TASK, large);
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            client.say(1, message);
            client.say(1, heartbeat(1));
            awaitServer(new JobManagerEvent.Heard(1, message), new JobManagerEvent.Heard(1, heartbeat(1)));
        }
    }

    @Test
    void whoSaysMoreThanIsTakenIsCutOff() throws Exception {
        ControlSettings small = SETTINGS.withSizes(1000, 10_000);
        TaskManagerMessage message = new TaskManagerMessage.CheckpointDeclined(
                new LeaderEpoch(1), new CheckpointId(1), TASK, Failure.of(ErrorCode.TASK_FAILED, "x".repeat(1000)));
        try (ControlServer server = server(small);
                ControlClient careful = client(small);
                RawPeer careless = new RawPeer(server.address())) {
            careless.greet(small).length(1001).awaitClosed();
            awaitServer(new JobManagerEvent.Disconnected(1));
            careful.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            careful.say(1, message);
            awaitClient(new TaskManagerEvent.Connected(1), new TaskManagerEvent.Disconnected(1));
            awaitServer(new JobManagerEvent.Disconnected(1), new JobManagerEvent.Disconnected(2));
        }
    }

    @Test
    void hangingUpIsHeardAtTheOtherEndBehindAllThatWasSaid() throws Exception {
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            client.say(1, heartbeat(1));
            client.hangUp(1);
            awaitServer(new JobManagerEvent.Heard(1, heartbeat(1)), new JobManagerEvent.Disconnected(1));
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1), new TaskManagerEvent.Connected(2));
            client.say(2, heartbeat(2));
            Await.until("the second connection is heard", BOUND, () -> serverHeard.size() == 3);
            server.send(2, leaderHeartbeat(3));
            server.hangUp(2);
            awaitClient(
                    new TaskManagerEvent.Connected(1),
                    new TaskManagerEvent.Connected(2),
                    new TaskManagerEvent.Heard(2, leaderHeartbeat(3)),
                    new TaskManagerEvent.Disconnected(2));
            assertThat(serverHeard).hasSize(3);
        }
    }

    @Test
    void whatIsSaidOnAConnectionThatIsOverIsLost() throws Exception {
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            server.send(17, leaderHeartbeat(1));
            server.hangUp(17);
            client.say(17, heartbeat(1));
            client.hangUp(17);
            stillServes(server);
        }
    }

    @Test
    void neitherEndHearsOfAPeerWithAnotherSecret() throws Exception {
        ControlSettings other = ControlSettings.of(CLUSTER, ControlSecret.of("of somebody else"));
        refused(other);
    }

    @Test
    void neitherEndHearsOfAPeerOfAnotherCluster() throws Exception {
        refused(ControlSettings.of(new ClusterId("two"), SETTINGS.secret()));
    }

    private void refused(ControlSettings stranger) throws Exception {
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(stranger)) {
            client.dial(address(server));
            client.say(1, heartbeat(1));
            awaitClient(new TaskManagerEvent.Disconnected(1));
            awaitServer(new JobManagerEvent.Disconnected(1));
            stillServes(server);
        }
    }

    @Test
    void whoeverSpeaksAnotherLanguageIsHungUpOn() throws Exception {
        try (ControlServer server = server(SETTINGS);
                RawPeer browser = new RawPeer(server.address());
                RawPeer boaster = new RawPeer(server.address());
                RawPeer parrot = new RawPeer(server.address());
                RawPeer impatient = new RawPeer(server.address())) {
            browser.say("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))
                    .awaitClosed();
            boaster.length(Integer.MAX_VALUE).awaitClosed();
            parrot.frame(parrot.frame()).frame(parrot.frame()).awaitClosed();
            // A message of a peer that has not proven anything.
            impatient.frame((byte) 0xA0).awaitClosed();
            stillServes(server);
        }
    }

    @Test
    void aPeerThatProvesWhoItIsAndThenTalksNonsenseIsHungUpOn() throws Exception {
        try (ControlServer server = server(SETTINGS);
                RawPeer peer = new RawPeer(server.address())) {
            peer.greet(SETTINGS).frame((byte) 0x17).awaitClosed();
            awaitServer(new JobManagerEvent.Disconnected(1));
            stillServes(server);
        }
    }

    @Test
    void aPeerThatSaysNothingIsHungUpOnAfterSomePatience() throws Exception {
        ControlSettings hasty = SETTINGS.withPatience(Duration.ofMillis(50));
        try (ControlServer server = server(hasty);
                RawPeer silent = new RawPeer(server.address())) {
            silent.awaitClosed();
            awaitServer(new JobManagerEvent.Disconnected(1));
        }
    }

    @Test
    void aPeerThatDoesNotReadIsHungUpOnRatherThanHoldingMoreAndMoreMemory() throws Exception {
        ControlSettings small = SETTINGS.withSizes(100_000, 1_000_000);
        LeaderMessage message = new LeaderMessage.CancelTasks(new LeaderEpoch(1), List.of(TASK, TASK, TASK));
        try (ControlServer server = server(small);
                RawPeer peer = new RawPeer(server.address())) {
            peer.greet(small);
            Await.until("the peer that does not read is given up", BOUND, () -> {
                for (int i = 0; i < 1000; i++) {
                    server.send(1, message);
                }
                return serverHeard.equals(List.of(new JobManagerEvent.Disconnected(1)));
            });
        }
    }

    @Test
    void aDialThatNobodyAnswersIsTold() throws Exception {
        String free;
        try (ServerSocket closedAtOnce = mute()) {
            free = address(closedAtOnce);
        }
        try (ControlClient client = client(SETTINGS)) {
            client.dial(free);
            awaitClient(new TaskManagerEvent.Disconnected(1));
            client.dial("no address");
            awaitClient(new TaskManagerEvent.Disconnected(1), new TaskManagerEvent.Disconnected(2));
        }
    }

    @Test
    void onlyTheDialThatWasAskedForLastIsAnswered() throws Exception {
        try (ServerSocket mute = mute();
                ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            client.dial(address(mute));
            try (Socket dialled = mute.accept()) {
                dialled.setSoTimeout((int) BOUND.toMillis());
                // It goes there already.
                client.dial(address(mute));
                client.dial(address(server));
                awaitClient(new TaskManagerEvent.Connected(2));
                assertThat(dialled.getInputStream().readAllBytes()).hasSizeLessThan(Handshake.LONGEST);
            }
            client.say(2, heartbeat(1));
            awaitServer(new JobManagerEvent.Heard(1, heartbeat(1)));
            awaitClient(new TaskManagerEvent.Connected(2));
        }
    }

    /** Who asks again because a dial takes long has often been answered when it comes to that. */
    @Test
    void aDialToWhereAConnectionStandsIsThatConnection() throws Exception {
        try (ControlServer server = server(SETTINGS);
                ControlClient client = client(SETTINGS)) {
            client.dial(address(server));
            awaitClient(new TaskManagerEvent.Connected(1));
            client.dial(address(server));
            client.say(1, heartbeat(1));
            awaitServer(new JobManagerEvent.Heard(1, heartbeat(1)));
            server.hangUp(1);
            awaitClient(new TaskManagerEvent.Connected(1), new TaskManagerEvent.Disconnected(1));
            client.dial(address(server));
            Await.until("another", BOUND, () -> clientHeard.contains(new TaskManagerEvent.Connected(2)));
        }
    }

    @Test
    void aClientThatStopsWhileItDialsStops() throws Exception {
        try (ServerSocket mute = mute()) {
            ControlClient client = client(SETTINGS);
            client.dial(address(mute));
            client.close();
            client.dial(address(mute));
            client.say(1, heartbeat(1));
            client.hangUp(1);
            client.close();
            assertThat(clientHeard).isEmpty();
        }
    }

    /** Somebody who can be dialled and never says a word. */
    private static ServerSocket mute() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.setSoTimeout((int) BOUND.toMillis());
        return socket;
    }

    private static String address(ServerSocket socket) {
        return HOST + ":" + socket.getLocalPort();
    }

    @Test
    void aServerThatStopsHangsUpOnItsClients() throws Exception {
        try (ControlClient client = client(SETTINGS)) {
            try (ControlServer server = server(SETTINGS)) {
                client.dial(address(server));
                awaitClient(new TaskManagerEvent.Connected(1));
            }
            awaitClient(new TaskManagerEvent.Connected(1), new TaskManagerEvent.Disconnected(1));
        }
    }

    @Test
    void whoDialsAServerThatDoesNotServeYetIsServedOnceItDoes() throws Exception {
        try (ControlServer server = ControlServer.bind(SETTINGS, HOST, ANY, handler);
                ControlClient client = client(SETTINGS);
                RawPeer early = new RawPeer(server.address())) {
            client.dial(address(server));
            server.serve(serverHeard::add);
            early.greet(SETTINGS);
            awaitClient(new TaskManagerEvent.Connected(1));
        }
    }

    @Test
    void aPortThatIsTakenIsPassedOverWhereThereIsAnother() throws Exception {
        try (ControlServer first = server(SETTINGS)) {
            PortRange.Span taken = new PortRange.Span(
                    first.address().getPort(), first.address().getPort());
            PortRange some = new PortRange(List.of(taken, new PortRange.Span(0, 0)));
            try (ControlServer second = ControlServer.bind(SETTINGS, HOST, some, handler)) {
                assertThat(second.address().getPort())
                        .isNotEqualTo(first.address().getPort());
            }
            PortRange none = new PortRange(List.of(taken));
            assertThatThrownBy(() -> ControlServer.bind(SETTINGS, HOST, none, handler))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("found none that is free");
        }
    }
}
