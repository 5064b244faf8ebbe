package dev.selvage.benchmarks.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.benchmarks.workloads.Workload;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoopTest {

    /** Two windows and a half. */
    private static final long RECORDS = 2_500_000;

    @Test
    void bothFormsOfALoopFindTheSame() {
        for (Workload workload : List.of(Workload.W1, Workload.W2, Workload.W4)) {
            long records = workload == Workload.W4 ? 20_000 : RECORDS;
            assertThat(Loop.withOpenAddressing(workload, 1).block(0, records))
                    .as(workload.label())
                    .isEqualTo(Loop.withHashMap(workload, 1).block(0, records));
        }
    }
}
