package dev.selvage.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

    @Test
    void everyGroupBelongsToOneSubtaskWhateverTheParallelism() {
        for (int max : new int[] {1, 2, 7, 128, 1000, 32768}) {
            for (int parallelism = 1; parallelism <= Math.min(max, 150); parallelism++) {
                int next = 0;
                for (int subtask = 0; subtask < parallelism; subtask++) {
                    KeyGroupRange range = KeyGroups.range(subtask, parallelism, max);
                    assertThat(range.first()).isEqualTo(next);
                    assertThat(range.size()).isBetween(max / parallelism, (max + parallelism - 1) / parallelism);
                    assertThat(KeyGroups.subtaskOf(range.first(), parallelism, max))
                            .isEqualTo(subtask);
                    assertThat(KeyGroups.subtaskOf(range.last(), parallelism, max))
                            .isEqualTo(subtask);
                    next = range.last() + 1;
                }
                assertThat(next).isEqualTo(max);
            }
        }
    }

    @Test
    void hashesFallIntoAllGroupsEvenly() {
        int[] found = new int[128];
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 128_000; i++) {
            found[KeyGroups.of(random.nextLong(), 128)]++;
        }

        assertThat(Arrays.stream(found).boxed()).allMatch(count -> count > 800 && count < 1200);
        assertThat(KeyGroups.of(-1, 128)).isEqualTo(127);
        assertThat(KeyGroups.of(0, 128)).isZero();
    }

    @Test
    void rangesMeetInWhatBothHave() {
        KeyGroupRange range = new KeyGroupRange(10, 19);

        assertThat(range.intersection(new KeyGroupRange(15, 30))).contains(new KeyGroupRange(15, 19));
        assertThat(range.intersection(new KeyGroupRange(20, 30))).isEmpty();
    }
}
