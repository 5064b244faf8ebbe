package dev.selvage.client.command;

import dev.selvage.platform.program.ProgramException;
import java.util.stream.Stream;

/** What a program has thrown, as short as its author needs it. */
final class ThrownByProgram {

    /** Where code that is not the author's comes from. */
    private static final String NOT_HIS =
            "^(java|javax|jdk|sun|dev\\.selvage\\.(api|local|platform|container|core))\\..*";

    private ThrownByProgram() {}

    /** A line, and one for each cause, with the places where the author's own code was left. */
    static String text(ProgramException failed) {
        StringBuilder lines = new StringBuilder(failed.sentence());
        String before = "";
        for (Throwable cause = failed.getCause(); cause != null; cause = cause.getCause()) {
            lines.append(before).append(place(cause)).append('\n');
            before = "  because of " + cause.getCause();
        }
        return lines.toString();
    }

    private static String place(Throwable thrown) {
        return Stream.of(thrown.getStackTrace())
                .filter(frame -> !frame.getClassName().matches(NOT_HIS))
                .findFirst()
                .map(frame -> " (" + frame.getFileName() + ":" + frame.getLineNumber() + ")")
                .orElse("");
    }
}
