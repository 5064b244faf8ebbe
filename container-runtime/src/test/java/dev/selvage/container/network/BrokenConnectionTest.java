package dev.selvage.container.network;

import static dev.selvage.container.network.TwoProcesses.TEXTS;
import static dev.selvage.container.network.TwoProcesses.failure;
import static dev.selvage.container.network.TwoProcesses.next;
import static dev.selvage.container.network.TwoProcesses.rest;
import static dev.selvage.container.network.TwoProcesses.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.container.exchange.Batch;
import dev.selvage.container.exchange.Event;
import dev.selvage.container.exchange.Wakeup;
import dev.selvage.platform.Await;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class BrokenConnectionTest {
    private static final int FRAME = 1 << 10;
    private static final int WINDOW = 8 << 10;

    @Test
    void aConsumersEndFailsItsProducerWithASentenceThatNamesIt() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            output.append("one", 0, 0);
            output.flush();
            next(input);
            for (int i = 0; i < 10_000; i++) {
                output.append("more than there is room for", 0, 0);
            }
            two.consuming.close();
            assertThat(failure(output::hasRoom))
                    .hasMessageContainingAll(TwoProcesses.name(1, 0).toString(), "consumer", "127.0.0.1");
            assertThatThrownBy(output::flush).isInstanceOf(ChannelFailedException.class);
            assertThat(failure(() -> input.poll() == null)).hasMessageContaining("closed by this process");
        }
    }

    @Test
    void aProducersEndFailsItsConsumerBehindWhatHadArrived() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            output.append("flushed", 0, 0);
            output.flush();
            Await.until("it arrives", TwoProcesses.BOUND, () -> input.backlog() > 0);
            two.producing.close();
            assertThat(((Batch) next(input)).values).containsExactly("flushed");
            assertThat(failure(() -> input.poll() == null))
                    .hasMessageContainingAll("producer", "127.0.0.1")
                    .matches(ChannelFailedException::retryable);
        }
    }

    @Test
    void aConnectionCutInTheMiddleOfAFrameFailsTheChannelAndLeaksNothing() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW);
                ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RemoteInput input = two.consuming.input(
                    TwoProcesses.name(1, 0), TEXTS, (InetSocketAddress) server.getLocalSocketAddress(), two.consumer);
            try (Socket producer = server.accept()) {
                DataOutputStream to = new DataOutputStream(producer.getOutputStream());
                to.write(bytes(Wire.hello(two.buffers, "secret", "cluster")));
                ByteBuf half = Wire.message(two.buffers, Wire.FRAME, 1, 0).setIntLE(0, 1000);
                to.write(bytes(half));
                to.write(new byte[500]);
                to.flush();
                Await.until("half a frame is held", TwoProcesses.BOUND, () -> two.buffersInUse() > 0);
            }
            // Closed or reset: that depends on what the producer's system had not read yet.
            assertThat(failure(() -> input.poll() == null)).hasMessageContaining("The connection with");
        }
    }

    private static byte[] bytes(ByteBuf message) {
        byte[] bytes = new byte[message.readableBytes()];
        message.readBytes(bytes);
        message.release();
        return bytes;
    }

    @Test
    void aWrongSecretIsRefusedWithASentenceOnTheOtherSide() throws Exception {
        try (TwoProcesses two = new TwoProcesses(settings("right", "cluster"), settings("wrong", "cluster"))) {
            RemoteInput input = two.input(1, 0, TEXTS);
            assertThat(failure(() -> input.poll() == null))
                    .hasMessageContaining("the secret of its cluster is not ours");
        }
    }

    @Test
    void anotherClustersProcessIsRefused() throws Exception {
        try (TwoProcesses two = new TwoProcesses(settings("secret", "ours"), settings("secret", "theirs"))) {
            RemoteInput input = two.input(1, 0, TEXTS);
            assertThat(failure(() -> input.poll() == null))
                    .hasMessageContaining("expected a process of cluster ours, found one of theirs");
        }
    }

    @Test
    void anotherVersionIsRefusedWithASentence() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW);
                Socket peer = connect(two)) {
            ByteBuf hello = Wire.hello(ByteBufAllocator.DEFAULT, "secret", "cluster");
            hello.setIntLE(Wire.HEADER + Integer.BYTES, 99);
            peer.getOutputStream().write(bytes(hello));
            String answer = new String(peer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).contains("expected version 1 of the protocol between tasks, found version 99");
        }
    }

    @Test
    void whoeverSpeaksAnotherLanguageIsCutOffBeforeMuchIsKept() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW);
                Socket peer = connect(two)) {
            peer.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            assertThat(endsOf(peer)).isTrue();
        }
    }

    private static boolean endsOf(Socket peer) {
        try {
            return peer.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static Socket connect(TwoProcesses two) throws IOException {
        Socket socket = new Socket();
        socket.connect(two.producing.address());
        socket.setSoTimeout(20_000);
        return socket;
    }

    @Test
    void nobodyThereIsSaidAndMayBeTriedAgain() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            InetSocketAddress nobody;
            try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                nobody = (InetSocketAddress) server.getLocalSocketAddress();
            }
            RemoteInput input = two.consuming.input(TwoProcesses.name(1, 0), TEXTS, nobody, new Wakeup());
            assertThat(failure(() -> input.poll() == null))
                    .hasMessageContaining("could not be reached")
                    .matches(ChannelFailedException::retryable);
        }
    }

    @Test
    void aConsumerWhoseProducerIsNeverDeployedIsToldToTryAgainAndMay() throws Exception {
        Duration patience = Duration.ofMillis(50);
        try (TwoProcesses two =
                new TwoProcesses(settings("secret", "cluster").withPatience(patience), settings("secret", "cluster"))) {
            RemoteInput early = two.input(1, 0, TEXTS);
            assertThat(failure(() -> early.poll() == null))
                    .hasMessageContaining("not deployed within 50 ms")
                    .matches(ChannelFailedException::retryable);
            RemoteOutput output = two.output(1, 0, TEXTS);
            output.append("late", 0, 0);
            output.event(new Event.EndOfInput());
            assertThat(rest(two.input(1, 0, TEXTS))).containsExactly("late");
        }
    }

    @Test
    void aProducerThatIsStoppedFailsItsConsumerAndKeepsNothingForOneThatIsYetToCome() throws Exception {
        Duration patience = Duration.ofMillis(50);
        try (TwoProcesses two =
                new TwoProcesses(settings("secret", "cluster").withPatience(patience), settings("secret", "cluster"))) {
            RemoteOutput output = two.output(1, 0, TEXTS);
            RemoteInput input = two.input(1, 0, TEXTS);
            output.append("sent", 0, 0);
            output.flush();
            next(input);
            RemoteOutput orphan = two.output(1, 1, TEXTS);
            orphan.append("nobody came", 0, 0);
            orphan.flush();
            output.abandon();
            orphan.abandon();
            Await.until("nothing is kept", TwoProcesses.BOUND, () -> two.buffersInUse() == 0);
            assertThat(failure(() -> input.poll() == null)).hasMessageContaining("closed by its producer");
            RemoteInput late = two.input(1, 1, TEXTS);
            assertThat(failure(() -> late.poll() == null)).hasMessageContaining("not deployed within");
        }
    }

    @Test
    void nothingOfAnOldDeploymentReachesTheNewOne() throws Exception {
        try (TwoProcesses two = new TwoProcesses(FRAME, WINDOW)) {
            RemoteOutput old = two.output(1, 0, TEXTS);
            RemoteInput oldInput = two.input(1, 0, TEXTS);
            RemoteOutput orphan = two.output(1, 1, TEXTS);
            orphan.append("nobody came", 0, 0);
            orphan.flush();
            old.append("old", 0, 0);
            old.flush();
            Await.until("it arrives", TwoProcesses.BOUND, () -> oldInput.backlog() > 0);
            oldInput.close();
            old.append("on its way when its consumer was gone", 0, 0);
            old.abandon();
            orphan.abandon();
            assertThat(failure(old::hasRoom))
                    .hasMessageContaining(TwoProcesses.name(1, 0).toString());
            assertThat(failure(orphan::hasRoom)).hasMessageContaining("its producer is over");

            RemoteOutput fresh = two.output(2, 0, TEXTS);
            fresh.append("new", 0, 0);
            fresh.event(new Event.EndOfInput());
            assertThat(rest(two.input(2, 0, TEXTS))).containsExactly("new");
        }
    }
}
