package dev.selvage.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TerminalTest {

    private static final String REWRITE = "\r\u001b[K";

    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final ByteArrayOutputStream error = new ByteArrayOutputStream();

    private Terminal terminal(boolean rewrites) {
        return new Terminal(
                new PrintStream(output, true, StandardCharsets.UTF_8),
                new PrintStream(error, true, StandardCharsets.UTF_8),
                rewrites);
    }

    private String error() {
        return error.toString(StandardCharsets.UTF_8);
    }

    @Test
    void onATerminalProgressIsOneLineThatMakesRoomForWhatIsSaid() {
        Terminal terminal = terminal(true);

        terminal.progress("waits", ", 1 s");
        terminal.progress("waits", ", 2 s");
        terminal.say("done");
        terminal.say("and gone");

        assertThat(error()).isEqualTo(REWRITE + "waits, 1 s" + REWRITE + "waits, 2 s" + REWRITE);
        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("done\nand gone\n");
    }

    @Test
    void aLineThatWouldWrapIsCut() {
        terminal(true).progress("x".repeat(200), "");

        assertThat(error()).isEqualTo(REWRITE + "x".repeat(79));
    }

    @Test
    void elsewhereALineIsToldWhenTheStateChanges() {
        Terminal terminal = terminal(false);

        terminal.progress("waits", ", 1 s");
        terminal.progress("waits", ", 2 s");
        terminal.progress("runs", ", 3 s");
        terminal.progressIsOver();
        terminal.progress("runs", ", 4 s");

        assertThat(error()).isEqualTo("waits\nruns\nruns\n");
    }
}
