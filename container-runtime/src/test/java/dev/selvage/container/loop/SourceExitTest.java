package dev.selvage.container.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.api.time.WatermarkStrategy;
import dev.selvage.container.code.JobCode;
import dev.selvage.container.exchange.Batch;
import dev.selvage.container.operator.Receiver;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceExitTest {
    private final List<Long> timestamps = new ArrayList<>();

    private final Receiver receiver = new Receiver() {
        @Override
        public void process(Object value, long timestamp) {
            timestamps.add(timestamp);
        }
    };

    @Test
    void anAssignerTellsTimestampsAlsoWhereNoWatermarksAreMade() {
        WatermarkStrategy<Object> strategy =
                WatermarkStrategy.noWatermarks().withTimestampAssigner((element, timestamp) -> (Long) element + 1);

        Loops.exit(new JobCode(), "here", receiver, strategy).collect(41L);

        assertThat(timestamps).containsExactly(42L);
    }

    @Test
    void withoutOneTheSourcesOwnAreKept() {
        SourceExit exit = Loops.exit(new JobCode(), "here", receiver, WatermarkStrategy.noWatermarks());
        exit.collect("one", 7);
        exit.collect("two");

        assertThat(timestamps).containsExactly(7L, Batch.NO_TIMESTAMP);
        assertThat(exit.count()).isEqualTo(2);
    }
}
