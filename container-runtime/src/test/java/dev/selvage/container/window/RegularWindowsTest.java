package dev.selvage.container.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.window.SlidingEventTimeWindows;
import dev.selvage.api.window.TimeWindow;
import dev.selvage.api.window.WindowAssigner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A record belongs to exactly the windows that hold its timestamp. */
class RegularWindowsTest {
    @Test
    void aTimestampBelongsToEveryWindowThatHoldsIt() {
        for (long slide = 1; slide <= 6; slide++) {
            for (long size = slide; size <= 14; size++) {
                for (long offset = 1 - slide; offset < slide; offset++) {
                    RegularWindows windows = new RegularWindows(size, slide, offset, 0);
                    for (long timestamp = -20; timestamp <= 20; timestamp++) {
                        assertThat(starts(windows, timestamp)).isEqualTo(naive(windows, timestamp));
                    }
                }
            }
        }
    }

    @Test
    void aWindowIsOverWhenTheWatermarkReachesItsLastMillisecondAndTheLateness() {
        WindowAssigner assigner = SlidingEventTimeWindows.of(Duration.ofMillis(100), Duration.ofMillis(50));
        RegularWindows windows = RegularWindows.of((WindowAssigner.Regular) assigner, 10);
        assertThat(windows.at(50)).isEqualTo(new TimeWindow(50, 150));
        assertThat(windows.firesAt(50)).isEqualTo(149);
        assertThat(windows.isOver(50, 158)).isFalse();
        assertThat(windows.isOver(50, 159)).isTrue();
    }

    @Test
    void aLatenessWithoutEndKeepsWindowsUntilTheEndOfTime() {
        RegularWindows windows = new RegularWindows(100, 100, 0, Long.MAX_VALUE);
        assertThat(windows.isOver(0, Long.MAX_VALUE - 1)).isFalse();
        assertThat(windows.isOver(0, Long.MAX_VALUE)).isTrue();
    }

    @Test
    void theLastWindowOfAllFiresAtTheEndOfTime() {
        RegularWindows windows = new RegularWindows(100, 100, 0, 10);
        long start = windows.lastStart(Long.MAX_VALUE - 1);
        assertThat(windows.firesAt(start)).isEqualTo(Long.MAX_VALUE);
        assertThat(windows.isOver(start, Long.MAX_VALUE - 1)).isFalse();
        assertThat(windows.at(start)).isEqualTo(new TimeWindow(start, Long.MAX_VALUE));
    }

    private static List<Long> starts(RegularWindows windows, long timestamp) {
        List<Long> starts = new ArrayList<>();
        for (long start = windows.lastStart(timestamp); windows.reaches(start, timestamp); start -= windows.slide()) {
            starts.add(start);
        }
        return starts;
    }

    private static List<Long> naive(RegularWindows windows, long timestamp) {
        List<Long> starts = new ArrayList<>();
        for (long start = timestamp; start > timestamp - windows.size(); start--) {
            if (Math.floorMod(start, windows.slide()) == Math.floorMod(windows.offset(), windows.slide())) {
                starts.add(start);
            }
        }
        return starts;
    }
}
