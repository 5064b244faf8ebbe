package dev.selvage.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Commands as a person would type them, which is how they are shown and how they are run. Ended by any thread. */
final class Commands {

    /** Would lead the scripts to another cluster. */
    private static final List<String> NOT_INHERITED =
            List.of("HADOOP_CLASSPATH", "YARN_CONF_DIR", "SELVAGE_CONF_DIR", "SELVAGE_TERMINAL");

    private final PrintStream out;
    private final Map<String, String> variables = new TreeMap<>();
    private Path place;

    private Optional<Process> running = Optional.empty();
    private boolean ended;

    /** @param place where the first ones are typed */
    Commands(Path place, PrintStream out) {
        this.place = place;
        this.out = out;
    }

    /** How what it says is shown: all of it with its errors, or the last few lines of what was asked for. */
    enum Shown {
        ALL,
        THE_END,
        NOTHING
    }

    private static final int LINES_AT_THE_END = 3;

    void cd(Path directory) {
        place = directory;
        out.println("$ cd " + directory);
    }

    void export(String name, String value) {
        variables.put(name, value);
        out.println("$ export " + name + "=" + value);
    }

    /** What it has said, once it has done what it was told. */
    List<String> run(String line, Shown shown) {
        out.println("$ " + line);
        List<String> said = new ArrayList<>();
        int status = attempt(line, said, shown);
        if (shown == Shown.THE_END) {
            showEnd(said);
        }
        if (status != 0) {
            throw new IllegalStateException(
                    "Expected this command to succeed, but it ended with " + status + ": " + line);
        }
        return said;
    }

    private void showEnd(List<String> said) {
        if (said.size() > LINES_AT_THE_END) {
            out.println("    ... (" + said.size() + " lines, of which these are the last)");
        }
        said.subList(Math.max(0, said.size() - LINES_AT_THE_END), said.size())
                .forEach(each -> out.println("    " + each));
    }

    /** The same for one that may fail, of which nothing is shown; nothing if it does. */
    Optional<List<String>> tryQuietly(String line) {
        List<String> said = new ArrayList<>();
        return attempt(line, said, Shown.NOTHING) == 0 ? Optional.of(said) : Optional.empty();
    }

    private int attempt(String line, List<String> said, Shown shown) {
        try {
            Process process = start(line, shown);
            try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
                for (String each = reader.readLine(); each != null; each = reader.readLine()) {
                    said.add(each);
                    if (shown == Shown.ALL) {
                        out.println("    " + each);
                    }
                }
            }
            return process.waitFor();
        } catch (IOException e) {
            throw new IllegalStateException("Expected to run a command, but found " + e + ": " + line, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Expected to wait for a command, but was interrupted: " + line, e);
        }
    }

    private synchronized Process start(String line, Shown shown) throws IOException {
        if (ended) {
            throw new IllegalStateException("Expected to run a command, but found that the end has come: " + line);
        }
        ProcessBuilder builder = new ProcessBuilder("bash", "-o", "pipefail", "-c", line)
                .directory(place.toFile())
                .redirectErrorStream(shown == Shown.ALL)
                .redirectError(
                        switch (shown) {
                            case ALL -> ProcessBuilder.Redirect.PIPE;
                            case THE_END -> ProcessBuilder.Redirect.INHERIT;
                            case NOTHING -> ProcessBuilder.Redirect.DISCARD;
                        });
        builder.environment().keySet().removeAll(NOT_INHERITED);
        builder.environment().putAll(variables);
        Process process = builder.start();
        // Nothing asks anything.
        process.getOutputStream().close();
        running = Optional.of(process);
        return process;
    }

    /** Ends the one that runs; no other one begins. */
    synchronized void end() {
        ended = true;
        running.ifPresent(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }
}
