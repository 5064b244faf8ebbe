package dev.selvage.jobmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.id.JobId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ShownJobsTest {

    private static final JobId OLD = new JobId(0, 1);
    private static final JobId NEWER = new JobId(0, 2);
    private static final JobId NEWEST = new JobId(0, 3);
    private static final Map<JobId, Long> ENDED = Map.of(OLD, 1_000L, NEWER, 5_000L, NEWEST, 9_000L);

    @Test
    void whatEndedLongAgoIsShownNoMore() {
        ShownJobs shown = new ShownJobs(Duration.ofSeconds(5), Optional.empty());

        assertThat(shown.outlived(ENDED, 5_999)).isEmpty();
        assertThat(shown.outlived(ENDED, 6_000)).containsExactly(OLD);
        assertThat(shown.outlived(ENDED, 99_000)).containsExactly(NEWEST, NEWER, OLD);
    }

    @Test
    void theOldestMakeRoom() {
        assertThat(new ShownJobs(Duration.ofDays(1), Optional.of(2)).outlived(ENDED, 9_000))
                .containsExactly(OLD);
        assertThat(new ShownJobs(Duration.ofDays(1), Optional.of(0)).outlived(ENDED, 9_000))
                .containsExactly(NEWEST, NEWER, OLD);
    }
}
