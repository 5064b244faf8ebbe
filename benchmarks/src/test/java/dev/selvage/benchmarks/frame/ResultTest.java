package dev.selvage.benchmarks.frame;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.benchmarks.workloads.Sample;
import dev.selvage.benchmarks.workloads.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultTest {

    private static final long SECOND = 1_000_000_000L;
    private static final SortedMap<Long, Long> NONE = new TreeMap<>();

    @Test
    void workersAddUpAndACoordinatorIsToldApart() {
        Result result = Result.of(
                new Trial(Workload.W1, 2, "flink", 1),
                List.of(
                        new Sample(2 * SECOND, SECOND, counts(0, 4_000_000), NONE, NONE),
                        new Sample(4 * SECOND, 3 * SECOND, counts(1, 4_000_000), NONE, NONE)),
                List.of(new Sample(
                        2 * SECOND, SECOND / 2, NONE, NONE, new TreeMap<>(Map.of(1L, 100L, 2L, 700L, 3L, 200L)))),
                "file",
                OptionalDouble.of(6.5));
        assertThat(result.processorsElsewhere()).isEqualTo(0.5);
        assertThat(result.recordsPerSecond()).isEqualTo(3_000_000);
        assertThat(result.cpuSecondsPerMillion()).isEqualTo(0.5);
        assertThat(result.coordinatorCpuSecondsPerMillion()).isEqualTo(0.0625);
        assertThat(result.checkpointMillis()).isEqualTo(200);
        assertThat(result.checkpoints()).isEqualTo(3);
        assertThat(result.latencyMillisP50()).isNull();
    }

    @Test
    void aFileTellsWhichTrialsAreDone(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("results.json");
        Result result = result("flink", 2, 2_500_000);
        new ResultFile(Optional.of(file)).add(result);
        assertThat(Files.readString(file))
                .contains("\"workload\":\"W1\"", "\"recordsPerSecond\":2500000.0")
                .doesNotContain("null", "latency");
        ResultFile again = new ResultFile(Optional.of(file));
        assertThat(again.of("W1", 2)).containsExactly(result);
        assertThat(again.has(new Trial(Workload.W1, 2, "flink", 2))).isTrue();
        assertThat(again.has(new Trial(Workload.W1, 1, "flink", 2))).isFalse();
        assertThat(again.lastRun("W1", 2)).isEqualTo(2);
    }

    @Test
    void theTableHasMediansSpreadAndRatios() {
        String table = Table.of(List.of(
                result("flink", 1, 2_000_000),
                result("jet", 1, 1_000_000),
                result("flink", 2, 3_000_000),
                result("flink", 3, 2_500_000)));
        assertThat(table.lines().skip(1).map(line -> line.replaceAll(" +", " ")))
                .containsExactly("flink 3 2.500 (2.000-3.000) 1.00 0.500 -", "jet 1 1.000 (1.000-1.000) 0.40 0.500 -");
    }

    @Test
    void quantilesAreOfWhatWasCounted() {
        SortedMap<Long, Long> counts = new TreeMap<>(Map.of(10L, 98L, 20L, 1L, 500L, 1L));
        assertThat(Quantiles.of(counts, 0.5)).isEqualTo(10);
        assertThat(Quantiles.of(counts, 0.99)).isEqualTo(20);
        assertThat(Quantiles.of(counts, 0.999)).isEqualTo(500);
        assertThat(Quantiles.of(new TreeMap<>(), 0.5)).isNull();
    }

    @Test
    void aMachineIsBusyWithAllButIdlingAndWaiting() {
        assertThat(Machine.busySeconds("cpu  1000 200 300 99999 88888 10 20 30 7 0"))
                .hasValue(15.6);
    }

    private static Result result(String engine, int run, long records) {
        Sample worker = new Sample(SECOND, records * 500, counts(0, records), NONE, NONE);
        return Result.of(
                new Trial(Workload.W1, 2, engine, run), List.of(worker), List.of(), "file", OptionalDouble.empty());
    }

    private static SortedMap<Long, Long> counts(long key, long count) {
        return new TreeMap<>(Map.of(key, count));
    }
}
