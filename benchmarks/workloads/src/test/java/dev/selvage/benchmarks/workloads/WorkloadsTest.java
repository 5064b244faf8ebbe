package dev.selvage.benchmarks.workloads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

    @Test
    void theSplitsShareTheNumbersAndKnowTheirKeys() {
        RecordCursor even = RecordCursor.atStart(Workload.W1, 0);
        RecordCursor odd = RecordCursor.atStart(Workload.W1, 1);
        for (long n = 0; n < 3_500; n++) {
            assertThat(even.value()).isEqualTo(2 * n);
            assertThat(odd.value()).isEqualTo(2 * n + 1);
            assertThat(odd.key()).isEqualTo((Keys.mix64(2 * n + 1) >>> 1) % 100_000);
            assertThat(odd.eventTime()).isEqualTo(n / 1_000);
            even.advance();
            odd.advance();
        }
    }

    @Test
    void theFinaliserIsSplitMix64s() {
        // The first number of SplitMix64 with seed 0, as its authors publish it.
        assertThat(Keys.mix64(0x9e3779b97f4a7c15L)).isEqualTo(0xe220a8397b1dcdafL);
    }

    @Test
    void aCursorContinuesWhereAnotherStopped() {
        RecordCursor whole = new RecordCursor(Workload.LATENCY, 1, 5_000, 0);
        for (int n = 0; n < 12_345; n++) {
            whole.advance();
        }
        RecordCursor continued = new RecordCursor(Workload.LATENCY, 1, 5_000, 12_345);
        assertThat(continued.eventTime()).isEqualTo(5_000 + 123).isEqualTo(whole.eventTime());
        assertThat(continued.value()).isEqualTo(whole.value());
    }

    @Test
    void linesAreAllAsLongAndTheirWordsFollowZipf() {
        String[] lines = Lines.prepare();
        assertThat(lines).hasSize(10_000).allMatch(line -> line.length() == 100);
        Map<String, Long> words = Arrays.stream(lines)
                .flatMap(line -> Stream.of(line.split(" ", -1)))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        assertThat(words.keySet()).allMatch(word -> word.matches("[a-z]{3,10}"));
        List<Long> counts =
                words.values().stream().sorted((a, b) -> Long.compare(b, a)).toList();
        assertThat((double) counts.get(0) / counts.get(9)).isBetween(7.0, 14.0);
        assertThat(Lines.prepare()).isEqualTo(lines);
    }

    @Test
    void aSampleSurvivesItsLineAndSubtracts() {
        Progress progress = Meter.source(1);
        progress.set(1_000);
        Lateness sink = Meter.sink();
        sink.arrived(System.currentTimeMillis() + 10_000);
        Sample first = Meter.sample(Map.of(1L, 120L));
        progress.set(5_000);
        sink.arrived(0);
        Sample second = Meter.sample(Map.of(1L, 120L, 2L, 130L));
        assertThat(Sample.parse(second.line())).isEqualTo(second);
        Sample between = Sample.parse(second.line()).since(Sample.parse(first.line()));
        assertThat(between.records()).containsEntry(1L, 4_000L);
        assertThat(between.lateness()).containsExactly(Map.entry(60_000L, 1L));
        assertThat(between.checkpoints()).containsExactly(Map.entry(2L, 130L));
    }

    @Test
    void argumentsSurviveTheirWay() {
        WorkerArguments arguments =
                new WorkerArguments(Workload.LATENCY, "worker", 1, 2, List.of(4001, 4002), "file:///tmp/a b");
        assertThat(WorkerArguments.parse(arguments.toList().toArray(String[]::new)))
                .isEqualTo(arguments);
        assertThatThrownBy(() -> Workload.of("W9")).hasMessageContaining("W1, W2, W3, W4, W5, Latency");
    }
}
