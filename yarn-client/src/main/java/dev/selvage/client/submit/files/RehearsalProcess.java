package dev.selvage.client.submit.files;

import dev.selvage.core.failure.FaultHandler;
import dev.selvage.core.launch.ContainerLayout;
import dev.selvage.platform.process.Threads;
import dev.selvage.platform.storage.LocalFileStorage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A rehearsal in a process of its own, by the Java that runs this client. */
final class RehearsalProcess implements ClassArchive.Rehearsal {

    private static final String MAIN = "dev.selvage.local.rehearsal.RehearsalMain";

    private static final List<String> JVM_VARIABLES = List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** It takes ten seconds; a machine may be ten times as slow. */
    private static final long MOST_SECONDS = 120;

    private final Map<String, Path> hadoopSettings;

    /**
     * One that has not begun.
     *
     * @param hadoopSettings the files with the settings of Hadoop, by their names
     */
    RehearsalProcess(Map<String, Path> hadoopSettings) {
        this.hadoopSettings = hadoopSettings;
    }

    @Override
    public String jvm() {
        return String.join(
                        "-",
                        System.getProperty("os.arch", ""),
                        System.getProperty("java.vm.vendor", ""),
                        System.getProperty("java.vm.version", ""))
                .replaceAll("[^\\w.+-]", "_");
    }

    @Override
    public Optional<String> keep(Path directory, List<String> classPath, String shared, Path kept)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output");
        Process process = begin(directory, classPath, shared, kept, output);
        FaultHandler faults = (where, fault) -> System.err.println("Expected to tidy up, but found: " + fault);
        Thread end = Threads.unstarted("rehearsal-end", faults, () -> abandon(process, directory));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                return Optional.of("no end of the rehearsal within " + MOST_SECONDS + " seconds");
            }
        } finally {
            process.destroyForcibly().waitFor();
            removed(end);
        }
        return process.exitValue() == 0 && Files.exists(kept)
                ? Optional.empty()
                : Optional.of("a rehearsal that ended with status " + process.exitValue() + " and said: "
                        + firstLine(output));
    }

    private Process begin(Path directory, List<String> classPath, String shared, Path kept, Path output)
            throws IOException {
        Path settings = Files.createDirectories(directory.resolve(ContainerLayout.HADOOP));
        for (Map.Entry<String, Path> file : hadoopSettings.entrySet()) {
            Files.copy(file.getValue(), settings.resolve(file.getKey()));
        }
        // Not empty, so that what reads such files is used too.
        Files.writeString(directory.resolve("selvage-conf.yaml"), "taskmanager.numberOfTaskSlots: 1\n");
        Path secret = Files.writeString(directory.resolve("secret"), UUID.randomUUID() + "\n");
        Path plugins = directory.resolve(ContainerLayout.DISTRIBUTION).resolve(ContainerLayout.PLUGINS);
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "java")
                                .toString(),
                        "-XX:ArchiveClassesAtExit=" + kept.getFileName(),
                        // It is done before a second compiler would be of use.
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx512m",
                        "-Xlog:disable",
                        "-cp",
                        String.join(File.pathSeparator, classPath),
                        MAIN,
                        shared))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> environment = builder.environment();
        environment.put("SELVAGE_CONTROL_SECRET_FILE", secret.toString());
        environment.put("SELVAGE_HADOOP_CONF_DIR", settings.toString());
        environment.put("SELVAGE_CONF_DIR", directory.toString());
        environment.put("SELVAGE_PLUGINS_DIR", plugins.toString());
        environment.put("SELVAGE_LOG_DIR", directory.toString());
        // What this client was told of its own JVM is not for that one.
        environment.keySet().removeAll(JVM_VARIABLES);
        return builder.start();
    }

    /** This client is ended; nobody else would tidy up. */
    private static void abandon(Process process, Path directory) {
        process.destroyForcibly().onExit().join();
        try {
            LocalFileStorage.deleteTree(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void removed(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process ends, and the hook has done what it was there for.
        }
    }

    private static String firstLine(Path output) throws IOException {
        return new String(Files.readAllBytes(output), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("nothing");
    }
}
