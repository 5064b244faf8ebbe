package dev.selvage.jobmanager.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.config.option.PortRange;
import dev.selvage.core.id.ClusterId;
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
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class CandidateTest {

    private static final ClusterId CLUSTER = new ClusterId("c");

    /** Two masters began at once, and the second took the lead while the first was still reading what there is. */
    @Test
    void whoeverIsSupersededWhileItBeginsWaitsForItsNextTurn() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        BlockingQueue<IOException> cannotStart = new LinkedBlockingQueue<>();
        HighAvailabilityServices services = new HighAvailabilityServices() {
            @Override
            public Optional<LeaderRecord> leader() {
                return Optional.empty();
            }

            @Override
            public void awaitTurn() {}

            @Override
            public Term lead() throws IOException {
                if (tries.incrementAndGet() == 1) {
                    throw new SupersededException("Another one leads.");
                }
                throw new IOException("No storage.");
            }

            @Override
            public void close() {}
        };

        Optional<IOException> told;
        try (Candidate candidate = new Candidate(
                parts(services),
                "",
                leader -> {},
                cannotStart::add,
                (where, fault) -> cannotStart.add(new IOException(where, fault)))) {
            candidate.start();
            told = Optional.ofNullable(cannotStart.poll(30, TimeUnit.SECONDS));
        }

        assertThat(tries).hasValue(2);
        assertThat(told).map(IOException::getMessage).contains("No storage.");
    }

    private static Leader.Parts parts(HighAvailabilityServices services) {
        return new Leader.Parts(
                services,
                new ClusterStorage(
                        new FileStorages(Optional.empty()),
                        new LocalFileStorage(),
                        new ClusterDirectory(CLUSTER, StoragePath.parse("/nowhere")),
                        Optional.empty()),
                new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), "127.0.0.1"),
                ControlSettings.of(CLUSTER, ControlSecret.of("of this test")),
                new SessionSettings(50, 100, 200),
                new ShownJobs(Duration.ofHours(1), Optional.empty()),
                result -> {});
    }
}
