package dev.selvage.am;

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
import dev.selvage.platform.leadership.LoneServices;
import dev.selvage.platform.leadership.SupersededException;
import dev.selvage.platform.leadership.Term;
import dev.selvage.platform.rpc.ControlSettings;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.storage.ClusterDirectory;
import dev.selvage.platform.storage.FileStorages;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeadingAttemptTest {

    private static final ClusterId CLUSTER = new ClusterId("c");
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch registered = new CountDownLatch(1);

    /** Services under which taking the lead fails like that, one time after the other, and then succeeds. */
    private HighAvailabilityServices failing(IOException... failures) {
        Deque<IOException> rest = new ArrayDeque<>(List.of(failures));
        LoneServices lone = new LoneServices("127.0.0.1:1", "");
        return new HighAvailabilityServices() {
            @Override
            public Optional<LeaderRecord> leader() {
                return lone.leader();
            }

            @Override
            public void awaitTurn() {
                heard.add("waits for its turn");
            }

            @Override
            public Term lead() throws IOException {
                heard.add("tries");
                if (rest.isEmpty()) {
                    return lone.lead();
                }
                throw rest.remove();
            }

            @Override
            public void close() {}
        };
    }

    private LeadingAttempt attempt(HighAvailabilityServices services, Duration patience) {
        return new LeadingAttempt(
                parts(services),
                "",
                registered::await,
                new LeadingAttempt.Ears(
                        leader -> heard.add("leads"),
                        () -> heard.add("is superseded"),
                        e -> heard.add("cannot lead: " + e.getMessage())),
                patience,
                (where, fault) -> heard.add("fault: " + fault));
    }

    private Leader.Parts parts(HighAvailabilityServices services) {
        LocalFileStorage local = new LocalFileStorage();
        return new Leader.Parts(
                services,
                new ClusterStorage(
                        new FileStorages(Optional.empty()),
                        local,
                        new ClusterDirectory(CLUSTER, StoragePath.parse(directory.toString())),
                        Optional.empty()),
                new Place("127.0.0.1", new PortRange(List.of(new PortRange.Span(0, 0))), "127.0.0.1"),
                ControlSettings.of(CLUSTER, ControlSecret.of("of this test")),
                new SessionSettings(50, 100, 200),
                new ShownJobs(Duration.ofHours(1), Optional.empty()),
                Optional.empty(),
                result -> {});
    }

    private Optional<String> next() throws InterruptedException {
        return Optional.ofNullable(heard.poll(30, TimeUnit.SECONDS));
    }

    @Test
    void itLeadsOnceYarnHasRegisteredItAndWaitsForNobodysTurn() throws Exception {
        try (LeadingAttempt attempt = attempt(failing(), LONG)) {
            attempt.start();
            assertThat(heard).as("YARN has not registered it yet").isEmpty();

            registered.countDown();

            assertThat(next()).contains("tries");
            assertThat(next()).contains("leads");
        }
        assertThat(heard).as("that it is closed is no news").isEmpty();
    }

    @Test
    void whileStorageIsAwayItTriesAgainSinceEachAttemptCounts() throws Exception {
        registered.countDown();
        try (LeadingAttempt attempt = attempt(failing(new IOException("safe mode")), LONG)) {
            attempt.start();

            assertThat(next()).contains("tries");
            assertThat(next()).contains("tries");
            assertThat(next()).contains("leads");
        }
    }

    @Test
    void butNotForEver() throws Exception {
        registered.countDown();
        try (LeadingAttempt attempt = attempt(failing(new IOException("safe mode")), Duration.ZERO)) {
            attempt.start();

            assertThat(next()).contains("tries");
            assertThat(next()).contains("cannot lead: safe mode");
        }
    }

    @Test
    void whoeverIsSupersededIsOverForGood() throws Exception {
        registered.countDown();
        try (LeadingAttempt attempt = attempt(failing(new SupersededException("another one leads")), LONG)) {
            attempt.start();

            assertThat(next()).contains("tries");
            assertThat(next()).contains("is superseded");
        }
    }
}
