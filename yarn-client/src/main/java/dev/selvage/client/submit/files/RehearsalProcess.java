package dev.selvage.client.submit.files;

import dev.selvage.core.launch.ContainerLayout;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A rehearsal in a process of its own, by the Java that runs this client. */
final class RehearsalProcess implements ClassArchive.Rehearsal {

    private static final String MAIN = "dev.selvage.local.rehearsal.RehearsalMain";

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
    public void keep(Path directory, List<String> classPath, String shared, Path kept)
            throws IOException, InterruptedException {
        Path settings = Files.createDirectories(directory.resolve(ContainerLayout.HADOOP));
        for (Map.Entry<String, Path> file : hadoopSettings.entrySet()) {
            Files.copy(file.getValue(), settings.resolve(file.getKey()));
        }
        // Not empty, so that what reads such files is used too.
        Files.writeString(directory.resolve("selvage-conf.yaml"), "taskmanager.numberOfTaskSlots: 1\n");
        Path output = directory.resolve("output");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + kept.getFileName(),
                // It is done before a second compiler would be of use.
                "-XX:TieredStopAtLevel=1",
                "-Xmx512m",
                "-Xlog:disable",
                "-cp",
                String.join(File.pathSeparator, classPath),
                MAIN,
                shared));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Path secret = Files.writeString(directory.resolve("secret"), UUID.randomUUID() + "\n");
        builder.environment().put("SELVAGE_CONTROL_SECRET_FILE", secret.toString());
        builder.environment().put("SELVAGE_HADOOP_CONF_DIR", settings.toString());
        builder.environment().put("SELVAGE_CONF_DIR", directory.toString());
        builder.environment()
                .put(
                        "SELVAGE_PLUGINS_DIR",
                        directory
                                .resolve(ContainerLayout.DISTRIBUTION)
                                .resolve(ContainerLayout.PLUGINS)
                                .toString());
        builder.environment().put("SELVAGE_LOG_DIR", directory.toString());
        Process process = builder.start();
        try {
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("no end of the rehearsal within " + MOST_SECONDS + " seconds");
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
        if (process.exitValue() != 0 || !Files.exists(kept)) {
            throw new IOException(
                    "a rehearsal that ended with status " + process.exitValue() + " and said: " + firstLine(output));
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
