package dev.selvage.container.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskHistogramTest {
    @Test
    void eachValueFallsIntoABucketThatIsNarrowForIt() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong() >>> (1 + random.nextInt(63));
            long greatest = TaskHistogram.greatestIn(TaskHistogram.bucketOf(value));

            assertThat(greatest - value).isBetween(0L, value / 8);
        }
        assertThat(TaskHistogram.greatestIn(TaskHistogram.bucketOf(Long.MAX_VALUE)))
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void quantilesAreOffByLessThanAnEighth() {
        TaskHistogram histogram = new TaskHistogram();
        for (long value = 1; value <= 1000; value++) {
            histogram.update(value);
        }

        assertThat(histogram.getCount()).isEqualTo(1000);
        assertThat(histogram.getQuantile(0.5)).isBetween(500L, 563L);
        assertThat(histogram.getQuantile(0.99)).isBetween(990L, 1114L);
        assertThatThrownBy(() -> histogram.getQuantile(99)).hasMessageContaining("from 0 to 1, but was 99");
    }
}
