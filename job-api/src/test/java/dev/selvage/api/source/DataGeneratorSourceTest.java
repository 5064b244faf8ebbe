package dev.selvage.api.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.api.source.DataGeneratorSource.Numbers;
import dev.selvage.api.type.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataGeneratorSourceTest {
    private final DataGeneratorSource<Long> ten = DataGeneratorSource.of(index -> index, 10, Types.LONG);
    private final Kept kept = new Kept();

    @Test
    void splitsCoverEveryNumberOnceWhateverTheParallelism() {
        for (int parallelism = 1; parallelism <= 12; parallelism++) {
            long next = 0;
            for (Numbers split : ten.splits(parallelism)) {
                assertThat(split.next()).isEqualTo(next);
                next = split.end();
            }
            assertThat(next).isEqualTo(10);
        }
    }

    @Test
    void goesOnBehindTheLastRecordThatWasEmitted() throws Exception {
        NumberReader<Long> reader =
                new NumberReader<>(index -> index, ten.splits(1).get(0), Double.POSITIVE_INFINITY);
        assertThat(reader.read(kept, 4)).isEqualTo(SplitReader.MORE);

        NumberReader<Long> other = new NumberReader<>(index -> index, reader.position(), Double.POSITIVE_INFINITY);
        assertThat(other.read(kept, 100)).isEqualTo(SplitReader.END);

        assertThat(kept.records).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    @Test
    void aRateIsKeptByAskingToBeAskedLater() throws Exception {
        NumberReader<Long> reader =
                new NumberReader<>(index -> index, ten.splits(1).get(0), 0.001);
        long before = System.currentTimeMillis();

        assertThat(reader.read(kept, 100)).isGreaterThanOrEqualTo(before + 1000);
        assertThat(kept.records).isEmpty();
    }

    @Test
    void aRateOfNothingIsRefused() {
        assertThatThrownBy(() -> ten.withRatePerSecond(0)).hasMessageContaining("above zero");
    }

    private static final class Kept implements SourceOutput<Long> {
        private final List<Long> records = new ArrayList<>();

        @Override
        public void collect(Long record) {
            records.add(record);
        }

        @Override
        public void collect(Long record, long timestamp) {
            records.add(record);
        }
    }
}
