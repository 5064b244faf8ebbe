package dev.selvage.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;

/** What a program shows on stderr. */
final class StandardError {
    private StandardError() {}

    /** The lines that are printed meanwhile. */
    static List<String> during(Runnable what) {
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(shown, true, UTF_8));
        try {
            what.run();
        } finally {
            System.setErr(before);
        }
        return shown.toString(UTF_8).lines().toList();
    }
}
