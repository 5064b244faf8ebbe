package dev.selvage.core.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateMainTest {

    private static final String REPLAY = "replay: scripts/simulate.sh ";

    @Test
    void theCommandLineSumsUpAndNamesTheCommandThatReplaysAFailure() {
        String good = output(0, "--scenario", "ledger", "--runs", "3", "--seed", "5");
        String bad = output(1, "--runs", "50", "--seed", "5", "--scenario", "ledger-pointer-before-data");
        String replay =
                bad.lines().filter(line -> line.contains(REPLAY)).findFirst().orElseThrow();
        String[] words =
                replay.substring(replay.indexOf(REPLAY) + REPLAY.length()).split(" ");

        assertThat(good)
                .startsWith("seeds from 5 on")
                .containsPattern(
                        "held after every event: .*\\R3 schedules \\(1 of them once more in a second JVM\\) in \\d+ s;"
                                + " per schedule: \\d+\\.\\d crashes, \\d+ events; \\d+ events in all, \\d+ a second\\R$");
        assertThat(output(1, words)).contains("broken promise", "fingerprint");
    }

    @Test
    void theCommandLineRefusesWhatItDoesNotKnow() {
        assertThat(output(2, "--scenario", "leger")).startsWith("expected a scenario of ledger, ");
        assertThat(output(2, "--runs", "many")).startsWith("expected a number after --runs, but found many");
        assertThat(output(2, "--run", "1")).startsWith("expected an option, but found --run");
        assertThat(output(2, "--runs")).startsWith("expected a value after --runs, but found none");
    }

    private static String output(int expectedStatus, String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int status = SimulateMain.run(new PrintStream(bytes, true, StandardCharsets.UTF_8), List.of(arguments));
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(status).as(text).isEqualTo(expectedStatus);
        return text;
    }
}
