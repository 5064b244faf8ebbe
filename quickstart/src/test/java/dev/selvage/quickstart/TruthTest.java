package dev.selvage.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.examples.Temperatures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthTest {

    @TempDir
    private Path directory;

    /** Neither hours nor stations come out even. */
    @Test
    void theExampleComesToTheTruth() throws IOException {
        Temperatures.main(new String[] {directory.toString(), "100000", "1003"});

        List<String> committed = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                committed.addAll(Files.readAllLines(file));
            }
        }
        assertThat(committed).containsExactlyInAnyOrderElementsOf(Truth.lines(1003));
        assertThat(Truth.differences(committed, Truth.lines(1003))).isEmpty();
    }

    @Test
    void linesAreAsSomebodyHasWorkedThemOutByHand() {
        // -10.0, 27.5 (7919 % 400 = 319), -10.0 + 14.3 ...: two stations and their first readings.
        assertThat(Truth.lines(2))
                .containsExactly(
                        "2026-01-01T00:00:00Z station 0: 1 readings, -10.0 to -10.0, mean -10.00",
                        "2026-01-01T00:00:00Z station 1: 1 readings, 21.9 to 21.9, mean 21.90");
        assertThat(Truth.lines(96_000)).hasSize(16_000);
    }

    @Test
    void whateverIsMissingWrongOrThereTwiceIsTold() {
        assertThat(Truth.differences(List.of("a", "b", "b", "x"), List.of("a", "b", "c")))
                .containsExactly("more than once: b", "missing: c", "wrong: x");
    }
}
