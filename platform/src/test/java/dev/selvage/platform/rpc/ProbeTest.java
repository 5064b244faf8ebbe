package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.jobmanager.JobManagerEvent;
import dev.selvage.core.message.Peer;
import dev.selvage.platform.Await;
import dev.selvage.platform.security.ControlSecret;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class ProbeTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final String HOST = "127.0.0.1";
    private static final ControlSettings SETTINGS =
            ControlSettings.of(new ClusterId("one"), ControlSecret.of("of the test"));

    @Test
    void aTaskManagerIsDeadIfItsMachineSaysThatNobodyListensAtItsPort() throws Exception {
        List<JobManagerEvent> heard = new CopyOnWriteArrayList<>();
        List<String> faults = new CopyOnWriteArrayList<>();
        int closed;
        try (ServerSocket once = new ServerSocket(0)) {
            closed = once.getLocalPort();
        }
        PortRange any = new PortRange(List.of(new PortRange.Span(0, 0)));
        try (ControlServer server =
                ControlServer.bind(SETTINGS, HOST, any, (where, fault) -> faults.add(where + ": " + fault))) {
            // That somebody came and went is told too, since whoever lives here is the server itself.
            server.serve(event -> {
                if (event instanceof JobManagerEvent.TaskManagerGone) {
                    heard.add(event);
                }
            });
            server.probe(
                    new Peer(new TaskManagerId("alive"), HOST, server.address().getPort()));
            server.probe(new Peer(new TaskManagerId("dead"), HOST, closed));
            Await.until("a death is told", BOUND, () -> !heard.isEmpty());

            // The one that lives was asked first, so that it would have been told by now.
            assertThat(heard).singleElement().isInstanceOfSatisfying(JobManagerEvent.TaskManagerGone.class, gone -> {
                assertThat(gone.taskManager().name()).isEqualTo("dead");
                assertThat(gone.reason().sentence()).contains("nobody listens at its port " + closed);
            });
        }
        assertThat(faults).isEmpty();
    }
}
