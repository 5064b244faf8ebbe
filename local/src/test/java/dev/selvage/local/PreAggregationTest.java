package dev.selvage.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.CloseableIterator;
import dev.selvage.api.StreamExecutionEnvironment;
import dev.selvage.api.function.AggregateFunction;
import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.api.window.TumblingEventTimeWindows;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How often tasks send what they have gathered, which results do not show. */
@Timeout(60)
class PreAggregationTest {
    private static final AtomicLong MERGED = new AtomicLong();

    /** Counts, and counts its own merges. */
    private static final class Count implements AggregateFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Long value, Long accumulator) {
            return accumulator + 1;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long one, Long other) {
            MERGED.incrementAndGet();
            return one + other;
        }
    }

    /** How often accumulators met, if each of so many keys comes twice in one window. */
    private static long merged(long keys) {
        MERGED.set(0);
        StreamExecutionEnvironment program = StreamExecutionEnvironment.getExecutionEnvironment();
        try (CloseableIterator<Long> counts = program.setParallelism(1)
                .fromSequence(1, 2 * keys)
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Long>forMonotonousTimestamps().withTimestampAssigner((number, before) -> 1))
                .keyBy(number -> number % keys)
                .window(TumblingEventTimeWindows.of(Duration.ofSeconds(1)))
                .preAggregate()
                .aggregate(new Count())
                .executeAndCollect()) {
            long seen = 0;
            while (counts.hasNext()) {
                assertThat(counts.next()).isEqualTo(2);
                seen++;
            }
            assertThat(seen).isEqualTo(keys);
        }
        return MERGED.get();
    }

    @Test
    void aKeyIsSentOnceForItsWindow() {
        assertThat(merged(1_000)).isZero();
    }

    @Test
    void aTaskWithVeryManyKeysSendsThemBeforeItsWindowIsOver() {
        assertThat(merged(300_000)).isPositive();
    }
}
