package dev.selvage.core.simulation.command;

import dev.selvage.core.simulation.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Runs seeds once more in a JVM of its own: what differs from JVM to JVM, such as the order of {@code Set.copyOf}, shows
 * nowhere else. Knows scenarios by name, from {@link Scenarios}.
 */
final class SecondJvm {

    private SecondJvm() {}

    /** What the runs of these seeds come to there; one JVM for all of them. */
    static TreeMap<Long, Long> digests(Scenario scenario, Collection<Long> seeds) {
        List<String> arguments = new ArrayList<>(List.of(scenario.name(), RepeatMain.DIGEST));
        seeds.forEach(seed -> arguments.add(Long.toString(seed)));
        TreeMap<Long, Long> digests = new TreeMap<>();
        for (String line : lines(arguments, RepeatMain.DIGEST)) {
            String[] words = line.split(" ", 2);
            digests.put(Long.parseLong(words[0]), Long.parseUnsignedLong(words[1], 16));
        }
        return digests;
    }

    /** The events of one seed there. */
    static List<String> trace(Scenario scenario, long seed) {
        return lines(List.of(scenario.name(), RepeatMain.EVENT, Long.toString(seed)), RepeatMain.EVENT);
    }

    /** What it printed behind the given word; other lines are the JVM's own. */
    private static List<String> lines(List<String> arguments, String word) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-Xmx512m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), RepeatMain.class.getName()));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                int status = process.waitFor();
                if (status != 0) {
                    throw new IllegalStateException("expected the second JVM to end with success, but it ended with "
                            + status + " and said: " + output);
                }
                return output.lines()
                        .filter(line -> line.startsWith(word + " "))
                        .map(line -> line.substring(word.length() + 1))
                        .toList();
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("expected a second JVM to run " + command + ", but it did not", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the second JVM", e);
        }
    }
}
