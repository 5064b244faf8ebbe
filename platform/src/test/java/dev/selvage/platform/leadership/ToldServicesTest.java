package dev.selvage.platform.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.LeaderEpoch;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ToldServicesTest {

    private static final LeaderRecord TOLD = new LeaderRecord(new LeaderEpoch(3), "host:1", "http://host:2");
    private static final LeaderRecord REMEMBERED = new LeaderRecord(new LeaderEpoch(4), "other:1", "http://other:2");

    private final AtomicInteger opened = new AtomicInteger();

    /** What the cluster remembers. */
    private final class Remembering implements HighAvailabilityServices {

        @Override
        public Optional<LeaderRecord> leader() {
            return Optional.of(REMEMBERED);
        }

        @Override
        public void awaitTurn() {}

        @Override
        public Term lead() {
            throw new IllegalStateException("expected that nobody leads here");
        }

        @Override
        public void close() {
            opened.decrementAndGet();
        }
    }

    private HighAvailabilityServices open() {
        opened.incrementAndGet();
        return new Remembering();
    }

    @Test
    void whoIsToldGoesByThatAndOpensNothing() throws Exception {
        try (HighAvailabilityServices services =
                ToldServices.of(Map.of(ToldServices.VARIABLE, ToldServices.text(TOLD)), this::open)) {
            assertThat(services.leader()).contains(TOLD);
            assertThat(opened).hasValue(0);
        }
        assertThat(opened).hasValue(0);
    }

    @Test
    void afterTheFirstMomentsTheClusterIsAskedOnce() throws Exception {
        try (HighAvailabilityServices services = ToldServices.of(TOLD, this::open, Duration.ZERO)) {
            assertThat(services.leader()).contains(REMEMBERED);
            assertThat(services.leader()).contains(REMEMBERED);
            assertThat(opened).hasValue(1);
        }
        assertThat(opened).as("closed with it").hasValue(0);
    }

    @Test
    void whoIsToldNothingOrNoLeaderAsksTheClusterAtOnce() throws Exception {
        for (Map<String, String> environment :
                java.util.List.of(Map.<String, String>of(), Map.of(ToldServices.VARIABLE, "nobody"))) {
            try (HighAvailabilityServices services = ToldServices.of(environment, this::open)) {
                assertThat(services.leader()).contains(REMEMBERED);
            }
        }
    }
}
