package dev.selvage.core.simulation.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulateMainTest {

    @Test
    void theCommandLineSumsUpAndNamesTheCommandThatReplaysAFailure() {
        String good = output(0, "--scenario", "ledger", "--runs", "3", "--seed", "5");
        String bad = output(1, "--runs", "50", "--seed", "5", "--scenario", "ledger-pointer-before-data");
        String replay = bad.lines()
                .filter(line -> line.startsWith("replay: "))
                .findFirst()
                .orElseThrow();
        String[] words =
                replay.substring("replay: scripts/simulate.sh ".length()).split(" ");

        assertThat(good)
                .matches(
                        "(?s)3 runs \\(1 of them once more in a second JVM\\), .* events .* crashes; held after every event: .*\\R");
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
