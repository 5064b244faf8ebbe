package dev.selvage.platform.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.Await;
import dev.selvage.platform.blob.Blob;
import dev.selvage.platform.blob.BlobSource;
import dev.selvage.platform.blob.JobBlobs;
import dev.selvage.platform.process.WorkerPool;
import dev.selvage.platform.security.ControlSecret;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class BlobTransferTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final JobId JOB = new JobId(1, 2);
    private static final ControlSettings SETTINGS =
            ControlSettings.of(new ClusterId("one"), ControlSecret.of("of the test"));
    /** More than any heap of this test's, if all of it were held. */
    private static final Blob HUGE = new Blob("a".repeat(64), 2L << 30);

    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final FaultHandler handler = (where, fault) -> faults.add(where + ": " + fault);
    private final Zeros source = new Zeros();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private BlobClient client;

    @BeforeEach
    void start() {
        client = BlobClient.start(SETTINGS, handler);
    }

    @AfterEach
    void noFaults() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
        client.close();
        assertThat(faults).isEmpty();
    }

    /** Files of zeros, as long as anybody wants. */
    private static final class Zeros implements BlobSource {

        private final AtomicLong read = new AtomicLong();
        private final AtomicLong files = new AtomicLong();
        private final AtomicLong closed = new AtomicLong();

        @Override
        public JobBlobs of(JobId job) throws IOException {
            if (!job.equals(JOB)) {
                throw new IOException("Expected a job that is here, but found another one.");
            }
            return new JobBlobs(HUGE, List.of());
        }

        @Override
        public InputStream open(JobId job, Blob blob, long from) {
            files.incrementAndGet();
            return new InputStream() {
                @Override
                public int read() {
                    read.incrementAndGet();
                    return 0;
                }

                @Override
                public int read(byte[] into, int offset, int most) {
                    read.addAndGet(most);
                    return most;
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        }
    }

    private ControlServer server() throws IOException {
        ControlServer server =
                ControlServer.bind(SETTINGS, "127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), handler);
        opened.add(server);
        return server;
    }

    /** One that gives blobs. */
    private String giver() throws IOException {
        ControlServer server = server();
        WorkerPool readers = new WorkerPool("readers", 2, handler);
        opened.add(readers);
        server.giveBlobs(source, readers);
        server.serve(event -> faults.add("heard " + event));
        return address(server);
    }

    private static String address(ControlServer server) {
        return "127.0.0.1:" + server.address().getPort();
    }

    @Test
    void aHugeFileComesInPiecesOfWhichOnlyOneIsUnderWay() throws Exception {
        long wanted = 100L * BlobServer.PIECE_BYTES;
        try (BlobConnection leader = client.dial(giver())) {
            Blob program = leader.needed(JOB).program();
            assertThat(program).isEqualTo(HUGE);
            long came = 0;
            while (came < wanted) {
                byte[] piece = leader.piece(JOB, program, came);
                came += piece.length;
                assertThat(piece).hasSize(BlobServer.PIECE_BYTES);
                assertThat(source.read).as("what was read and has not come").hasValue(came);
            }
        }
        assertThat(source.files)
                .as("read from its beginning to where nobody asked for more")
                .hasValue(1);
        Await.until("the file is closed", BOUND, () -> source.closed.get() == 1);
    }

    @Test
    void onlyTheEndOfAFileIsShorterThanAPieceAndBehindItThereIsNothing() throws Exception {
        try (BlobConnection leader = client.dial(giver())) {
            assertThat(leader.piece(JOB, HUGE, HUGE.bytes() - 7)).hasSize(7);
            assertThat(leader.piece(JOB, HUGE, HUGE.bytes())).isEmpty();
            assertThat(leader.piece(JOB, HUGE, HUGE.bytes() + 7)).isEmpty();
        }
    }

    @Test
    void howeverManyAskFewPiecesLieInMemoryAndEachGetsItsTurn() throws Exception {
        String giver = giver();
        List<BlobConnection> leaders = new ArrayList<>();
        for (int number = 0; number < BlobServer.PIECES; number++) {
            BlobConnection leader = client.dial(giver);
            leaders.add(leader);
            // Nobody but it knows that it has taken this.
            leader.piece(JOB, HUGE, 0);
        }
        List<String> late = new CopyOnWriteArrayList<>();
        BlobConnection last = client.dial(giver);
        Thread asker = new Thread(() -> {
            try {
                late.add("came " + last.piece(JOB, HUGE, 0).length);
            } catch (IOException e) {
                late.add(e.toString());
            }
        });
        asker.start();
        Await.until("it waits for its turn", BOUND, () -> asker.getState() == Thread.State.TIMED_WAITING);
        assertThat(source.files).hasValue(BlobServer.PIECES);

        leaders.remove(0).close();
        asker.join();

        assertThat(late).containsExactly("came " + BlobServer.PIECE_BYTES);
        assertThat(source.files).hasValue(BlobServer.PIECES + 1);
        leaders.forEach(BlobConnection::close);
        last.close();
    }

    @Test
    void whatIsNotThereIsRefusedWithAReasonAndTheConnectionStays() throws Exception {
        try (BlobConnection leader = client.dial(giver())) {
            assertThatThrownBy(() -> leader.needed(new JobId(3, 4)))
                    .isInstanceOf(BlobRefusedException.class)
                    .hasMessageContaining("says: Expected a job that is here, but found another one.");
            assertThat(leader.needed(JOB).program()).isEqualTo(HUGE);
        }
    }

    @Test
    void whoGivesNoneTurnsAwayWhoeverAsks() throws Exception {
        ControlServer server = server();
        server.serve(event -> faults.add("heard " + event));
        try (BlobConnection leader = client.dial(address(server))) {
            assertThatThrownBy(() -> leader.needed(JOB)).isInstanceOf(IOException.class);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("is over");
        }
    }

    @Test
    void whoDoesNotKnowTheSecretGetsNothing() throws Exception {
        ControlSettings other = ControlSettings.of(SETTINGS.cluster(), ControlSecret.of("of somebody else"));
        ControlServer server = server();
        WorkerPool readers = new WorkerPool("readers", 1, handler);
        opened.add(readers);
        server.giveBlobs(source, readers);
        server.serve(event -> {});
        try (BlobClient stranger = BlobClient.start(other, handler)) {
            assertThatThrownBy(() -> stranger.dial(address(server)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("is over");
        }
        assertThat(source.files).hasValue(0);
    }

    @Test
    void aLeaderThatStopsIsNoticedByWhoeverAsks() throws Exception {
        String giver = giver();
        BlobConnection leader = client.dial(giver);
        opened.get(0).close();

        assertThatThrownBy(() -> leader.piece(JOB, HUGE, 0))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(giver);
        assertThatThrownBy(() -> client.dial(giver)).hasMessageContaining("It never stood");
        assertThatThrownBy(() -> client.dial("nonsense")).hasMessageContaining("expected a leader's address");
    }
}
