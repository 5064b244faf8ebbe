package dev.selvage.jobmanager.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.core.jobmanager.SessionSettings;
import dev.selvage.jobmanager.ClusterStorage;
import dev.selvage.jobmanager.Leader;
import dev.selvage.jobmanager.Place;
import dev.selvage.jobmanager.ShownJobs;
import dev.selvage.platform.leadership.HighAvailabilityServices;
import dev.selvage.platform.leadership.LeaderRecord;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static final ClusterId CLUSTER = new ClusterId("c");

    private final BlockingQueue<IOException> cannotStart = new LinkedBlockingQueue<>();
    private final CountDownLatch triedTwice = new CountDownLatch(2);
    private final AtomicInteger turnsPassed = new AtomicInteger();
    /** Any that is free, unless a test knows better. */
    private int bindPort;

    /** A cluster that has shown this leader, and in which whoever tries to lead fails like that, one time after the other. */
    private HighAvailabilityServices failing(Optional<LeaderRecord> seen, Iterator<IOException> failures) {
        return new HighAvailabilityServices() {
            @Override
            public Optional<LeaderRecord> leader() {
                return seen;
            }

            @Override
            public void awaitTurn() {}

            @Override
            public void passTurn() {
                turnsPassed.incrementAndGet();
            }

            @Override
            public Term lead() throws IOException {
                triedTwice.countDown();
                throw failures.next();
            }

            @Override
            public void close() {}
        };
    }

    private Candidate candidate(HighAvailabilityServices services) {
        return new Candidate(
                parts(services),
                "",
                leader -> {},
                cannotStart::add,
                (where, fault) -> cannotStart.add(new IOException(where, fault)));
    }

    /** Two masters began at once, and the second took the lead while the first was still reading what there is. */
    @Test
    void whoeverIsSupersededWhileItBeginsWaitsForItsNextTurn() throws Exception {
        HighAvailabilityServices services = failing(
                Optional.empty(),
                List.<IOException>of(new SupersededException("Another one leads."), new IOException("No storage."))
                        .iterator());

        try (Candidate candidate = candidate(services)) {
            candidate.start();
            assertThat(Optional.ofNullable(cannotStart.poll(30, TimeUnit.SECONDS)))
                    .map(IOException::getMessage)
                    .contains("No storage.");
        }
    }

    @Test
    void aStandbyTriesAgainThoughStorageIsAwayWhenItsTurnComes() throws Exception {
        LeaderRecord before = new LeaderRecord(new LeaderEpoch(1), "127.0.0.1:1", "http://127.0.0.1:1");
        Iterator<IOException> failures =
                Stream.generate(() -> new IOException("Safe mode.")).iterator();

        try (Candidate candidate = candidate(failing(Optional.of(before), failures))) {
            candidate.start();
            assertThat(triedTwice.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(cannotStart).isEmpty();
            assertThat(turnsPassed).as("others may try meanwhile").hasPositiveValue();
        }
    }

    @Test
    void whoeverHasNowhereToListenTakesTheLeadFromNobodyAndSaysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            bindPort = taken.getLocalPort();
            LeaderRecord before = new LeaderRecord(new LeaderEpoch(1), "127.0.0.1:1", "http://127.0.0.1:1");
            try (Candidate candidate = candidate(failing(Optional.of(before), Collections.emptyIterator()))) {
                candidate.start();
                assertThat(Optional.ofNullable(cannotStart.poll(30, TimeUnit.SECONDS)))
                        .as("it has not even tried to lead")
                        .map(IOException::getMessage)
                        .hasValueSatisfying(why -> assertThat(why).contains(String.valueOf(bindPort)));
            }
        }
    }

    private Leader.Parts parts(HighAvailabilityServices services) {
        return new Leader.Parts(
                services,
                new ClusterStorage(
                        new FileStorages(Optional.empty()),
                        new LocalFileStorage(),
                        new ClusterDirectory(CLUSTER, StoragePath.parse("/nowhere")),
                        Optional.empty()),
                new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(bindPort, bindPort))), "127.0.0.1"),
                ControlSettings.of(CLUSTER, ControlSecret.of("of this test")),
                new SessionSettings(50, 100, 200),
                new ShownJobs(Duration.ofHours(1), Optional.empty()),
                Optional.empty(),
                result -> {});
    }
}
