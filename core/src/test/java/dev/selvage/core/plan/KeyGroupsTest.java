package dev.selvage.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyGroupsTest {

    @Test
    void everyGroupHasOneSubtaskAndAllHaveAboutTheSameNumber() {
        for (int most : new int[] {1, 7, 128, 1000, KeyGroups.MOST}) {
            for (int parallelism : new int[] {1, 2, 3, 7, 127, 1000, most}) {
                if (parallelism <= most) {
                    rangesFit(parallelism, most);
                }
            }
        }
    }

    private static void rangesFit(int parallelism, int most) {
        int next = 0;
        List<Integer> sizes = new ArrayList<>();
        for (int subtask = 0; subtask < parallelism; subtask++) {
            KeyGroupRange range = KeyGroups.range(subtask, parallelism, most);
            assertThat(range.first()).isEqualTo(next);
            next = range.end();
            sizes.add(range.size());
            for (int group = range.first(); group < range.end(); group++) {
                if (KeyGroups.subtask(group, parallelism, most) != subtask || !range.contains(group)) {
                    throw new AssertionError("group " + group + " is not of subtask " + subtask);
                }
            }
        }
        assertThat(next).isEqualTo(most);
        assertThat(sizes)
                .allMatch(size -> size == most / parallelism || size == (most + parallelism - 1) / parallelism);
    }

    @Test
    void aHashHasTheGroupThatItHadEver() {
        assertThat(KeyGroups.of(0, 128)).isZero();
        assertThat(KeyGroups.of(0x00000000_FFFFFFFFL, 128)).isZero();
        assertThat(KeyGroups.of(0x80000000_00000000L, 128)).isEqualTo(64);
        assertThat(KeyGroups.of(0xFFFFFFFF_00000000L, 128)).isEqualTo(127);
        assertThat(KeyGroups.of(0x12345678_9ABCDEF0L, 1000)).isEqualTo(71);
        assertThat(KeyGroups.of(-1, KeyGroups.MOST)).isEqualTo(KeyGroups.MOST - 1);
    }

    @Test
    void rangesKnowWhatTheyShare() {
        KeyGroupRange range = new KeyGroupRange(2, 5);

        assertThat(range.intersects(new KeyGroupRange(4, 9))).isTrue();
        assertThat(range.intersects(new KeyGroupRange(5, 9))).isFalse();
        assertThat(range.intersects(new KeyGroupRange(3, 3))).isFalse();
    }

    @Test
    void whatIsNoParallelismIsRefused() {
        assertThatThrownBy(() -> KeyGroups.range(0, 129, 128)).hasMessageContaining("maximum parallelism 128");
        assertThatThrownBy(() -> KeyGroups.range(2, 2, 128)).hasMessageContaining("below the parallelism 2");
        assertThatThrownBy(() -> KeyGroups.range(0, 1, 0)).hasMessageContaining("found 0");
        assertThatThrownBy(() -> new KeyGroupRange(5, 4)).hasMessageContaining("5 to 4");
    }
}
