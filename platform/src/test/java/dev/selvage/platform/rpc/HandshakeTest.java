package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.id.ClusterId;
import dev.selvage.platform.rpc.Handshake.RefusedException;
import dev.selvage.platform.rpc.Handshake.Side;
import dev.selvage.platform.security.ControlSecret;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class HandshakeTest {

    private static final ClusterId CLUSTER = new ClusterId("one");
    private static final ControlSecret SECRET = ControlSecret.of("a secret of the test");

    private final Handshake jobManager = new Handshake(Side.JOB_MANAGER, CLUSTER, SECRET, new SecureRandom());

    @Test
    void twoOfOneClusterAcceptEachOther() throws RefusedException {
        Handshake taskManager = taskManager(CLUSTER, SECRET);
        byte[] proof = jobManager.answer(taskManager.hello());
        byte[] peerProof = taskManager.answer(jobManager.hello());
        assertThatCode(() -> {
                    jobManager.check(peerProof);
                    taskManager.check(proof);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void bothRefuseWhoHasAnotherSecretAndNeitherSaysOne() throws RefusedException {
        Handshake taskManager = taskManager(CLUSTER, ControlSecret.of("another secret"));
        byte[] proof = jobManager.answer(taskManager.hello());
        byte[] peerProof = taskManager.answer(jobManager.hello());
        assertThatThrownBy(() -> jobManager.check(peerProof))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the TaskManager does not have the secret of cluster one");
        assertThatThrownBy(() -> taskManager.check(proof))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("the JobManager does not have the secret of cluster one");
        assertThat(new String(jobManager.hello(), StandardCharsets.ISO_8859_1)).doesNotContain("secret");
        assertThat(SECRET).hasToString("a secret");
    }

    @Test
    void bothRefuseWhoIsOfAnotherCluster() {
        Handshake taskManager = taskManager(new ClusterId("two"), SECRET);
        assertThatThrownBy(() -> jobManager.answer(taskManager.hello()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("expected a TaskManager of cluster one, found one of two");
        assertThatThrownBy(() -> taskManager.answer(jobManager.hello()))
                .isInstanceOf(RefusedException.class)
                .hasMessage("expected a JobManager of cluster two, found one of one");
    }

    @Test
    void anotherVersionIsRefusedInASentence() {
        byte[] hello = taskManager(CLUSTER, SECRET).hello();
        hello[2 * Integer.BYTES - 1]++;
        assertThatThrownBy(() -> jobManager.answer(hello))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("expected version 1 of control messages, found 2");
    }

    @Test
    void whatIsNoHelloIsRefused() {
        byte[] hello = taskManager(CLUSTER, SECRET).hello();
        for (int length = 0; length < hello.length; length++) {
            byte[] cut = Arrays.copyOf(hello, length);
            assertThatThrownBy(() -> jobManager.answer(cut)).isInstanceOf(RefusedException.class);
        }
        byte[] http = "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> jobManager.answer(http))
                .isInstanceOf(RefusedException.class)
                .hasMessage("something else than a TaskManager speaks there");
    }

    @Test
    void aStrangersWordsGoIntoNoSentenceIfTheyAreNoName() {
        byte[] hello =
                taskManager(new ClusterId("one\nERROR all is lost"), SECRET).hello();
        assertThatThrownBy(() -> jobManager.answer(hello))
                .isInstanceOf(RefusedException.class)
                .hasMessageNotContaining("lost");
    }

    @Test
    void whoSaysBackWhatItIsToldProvesNothing() throws RefusedException {
        byte[] proof = jobManager.answer(jobManager.hello());
        assertThatThrownBy(() -> jobManager.check(proof)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aProofOfOneConnectionProvesNothingOnAnother() throws RefusedException {
        Handshake taskManager = taskManager(CLUSTER, SECRET);
        byte[] recorded = taskManager.answer(jobManager.hello());
        Handshake later = new Handshake(Side.JOB_MANAGER, CLUSTER, SECRET, new SecureRandom());
        later.answer(taskManager.hello());
        assertThatThrownBy(() -> later.check(recorded)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aProofBeforeAHelloProvesNothing() {
        assertThatThrownBy(() -> jobManager.check(new byte[32])).isInstanceOf(RefusedException.class);
    }

    private static Handshake taskManager(ClusterId cluster, ControlSecret secret) {
        return new Handshake(Side.TASK_MANAGER, cluster, secret, new SecureRandom());
    }
}
