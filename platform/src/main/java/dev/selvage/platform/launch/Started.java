package dev.selvage.platform.launch;

import dev.selvage.platform.process.ProcessLaunch;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A process that was started here, while it is watched.
 *
 * @param output what it prints
 * @param log what it logs
 * @param port where it listens once it is up; one of ours prints that it is up
 */
record Started(Daemon daemon, Process process, Path output, Path log, Optional<InetSocketAddress> port) {

    private static final int CONNECT_MILLIS = 200;
    private static final int LINES_SHOWN = 12;
    private static final Pattern ERROR = Pattern.compile(" (ERROR|FATAL) ");
    /** Of a stack trace: whoever wants it looks into the file. */
    private static final Pattern FRAME = Pattern.compile("\\s+(at \\S|\\.\\.\\. \\d)");

    boolean isUp() {
        return port.map(Started::listens)
                .orElseGet(() -> lines(output).stream().anyMatch(line -> line.endsWith(ProcessLaunch.UP)));
    }

    /** Whether somebody takes connections there. */
    static boolean listens(InetSocketAddress address) {
        try (Socket tried = new Socket()) {
            tried.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** What it said last: what it printed, or else what it logged since its last error. */
    String lastWords() {
        List<String> printed = words(output);
        List<String> logged = words(log);
        List<String> said = printed.isEmpty() ? logged.subList(lastError(logged), logged.size()) : printed;
        List<String> last = said.subList(Math.max(0, said.size() - LINES_SHOWN), said.size());
        return last.isEmpty()
                ? "It said nothing, neither in " + output + " nor in " + log + "."
                : "The end of " + (printed.isEmpty() ? log : output) + ":\n  " + String.join("\n  ", last);
    }

    private static List<String> words(Path file) {
        return lines(file).stream()
                .filter(line -> !saysNothing(line) && !FRAME.matcher(line).lookingAt())
                .toList();
    }

    private static int lastError(List<String> lines) {
        int last = 0;
        for (int number = 0; number < lines.size(); number++) {
            if (ERROR.matcher(lines.get(number)).find()) {
                last = number;
            }
        }
        return last;
    }

    /** Such as what it was started with, which stands above all that it says. */
    private static boolean saysNothing(String line) {
        return line.isBlank() || line.startsWith("#") || line.endsWith(ProcessLaunch.UP);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }
}
