package dev.selvage.benchmarks.clusters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process of a cluster, started as by the scripts, with the class path of this process.
 *
 * @param output what it says
 */
public record Jvm(Process process, Path output) {

    /**
     * Starts one.
     *
     * @param options of the JVM
     * @param arguments of the main class
     */
    public static Jvm start(ClusterPlace place, Class<?> main, List<String> options, String... arguments)
            throws IOException {
        Path output = Files.createTempFile(place.log(), main.getSimpleName() + "-", ".out");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(place.environment());
        return new Jvm(builder.start(), output);
    }
}
