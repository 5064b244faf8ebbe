package dev.selvage.it.yarn.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.selvage.core.launch.ProcessKind;
import dev.selvage.it.cluster.MiniCluster;
import dev.selvage.it.process.CompiledProgram;
import dev.selvage.it.process.LiveTree;
import dev.selvage.it.process.UploadedProgram;
import dev.selvage.it.standalone.UnpackedDistribution;
import dev.selvage.it.yarn.ContainerProcesses;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A session of somebody who has a Hadoop of his own and names it by {@code HADOOP_CLASSPATH}, has {@code YARN_CONF_DIR} alone, and
 * wants his jobs kept apart.
 */
final class OwnHadoopOnYarnIT {

    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final Pattern REST = Pattern.compile("Its JobManager is at (http://[^\\s/]+:\\d+)");
    private static final String PROGRAM = "versions.Program";
    private static final String LIBRARY = "com.fasterxml.jackson.core.json.PackageVersion";
    private static final String ITS_OWN = "0.1.2-own";

    private static final Map<String, String> SOURCES = Map.of(PROGRAM, """
                    package versions;

                    import com.fasterxml.jackson.core.json.PackageVersion;
                    import dev.selvage.api.StreamExecutionEnvironment;
                    import dev.selvage.api.source.DataGeneratorSource;
                    import dev.selvage.api.time.WatermarkStrategy;
                    import dev.selvage.api.type.Types;
                    import dev.selvage.connector.files.TextFileSink;

                    public final class Program {

                        public static void main(String[] args) throws Exception {
                            System.out.println("main() sees " + new PackageVersion().version());
                            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
                            env.fromSource(
                                            DataGeneratorSource.of(
                                                    index -> "a task sees " + new PackageVersion().version(), 1, Types.STRING),
                                            WatermarkStrategy.noWatermarks(),
                                            "versions")
                                    .sinkTo(TextFileSink.<String>of(args[0]));
                            env.execute("versions");
                        }
                    }
                    """, LIBRARY, """
                    package com.fasterxml.jackson.core.json;

                    import com.fasterxml.jackson.core.Version;
                    import com.fasterxml.jackson.core.Versioned;

                    public final class PackageVersion implements Versioned {

                        @Override
                        public Version version() {
                            return new Version(0, 1, 2, "own", "org.example", "another-one");
                        }
                    }
                    """);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private static Path shared;

    private static YarnScripts scripts;
    private static String session;
    private static String rest;
    private static String jar;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    @BeforeAll
    static void startSession() throws Exception {
        scripts = new YarnScripts(
                shared,
                MiniCluster.shared(),
                "env.java.opts.client: -Xlog:class+load:file=" + shared.resolve("classes-%p.txt"));
        Path hadoop = Files.createDirectories(MiniCluster.shared().directory().resolve("hadoop"));
        for (Path one : MiniCluster.hadoopJars()) {
            Files.createSymbolicLink(hadoop.resolve(one.getFileName()), one);
        }
        scripts.distribution().set("HADOOP_CONF_DIR", "");
        scripts.distribution().set("YARN_CONF_DIR", settingsOfNodesWith(hadoop).toString());
        scripts.distribution().set("HADOOP_CLASSPATH", hadoop + "/*");
        String started = scripts.done("yarn-session.sh", "-d", "-s", "2", "-Dcluster.isolate-jobs=true");
        session = YarnScripts.found(YarnScripts.APPLICATION, started);
        rest = YarnScripts.found(REST, started);
        jar = UploadedProgram.jar(shared).toString();
    }

    /** As an administrator writes them who has unpacked the same Hadoop on all nodes. */
    private static Path settingsOfNodesWith(Path hadoop) throws IOException {
        Path settings = Files.createDirectories(shared.resolve("settings"));
        for (String name : List.of("core-site.xml", "hdfs-site.xml", "yarn-site.xml")) {
            Configuration one = new Configuration(false);
            one.addResource(new org.apache.hadoop.fs.Path(
                    MiniCluster.shared().hadoopSettings().resolve(name).toUri()));
            one.set("yarn.application.classpath", "$HADOOP_CONF_DIR," + hadoop + "/*");
            try (OutputStream out = Files.newOutputStream(settings.resolve(name))) {
                one.writeXml(out);
            }
        }
        return settings;
    }

    @AfterAll
    static void endSession() throws Exception {
        scripts.distribution().type(Files.writeString(shared.resolve("typed"), "stop\n"));
        scripts.done("yarn-session.sh", "-id", session);
        scripts.close();
    }

    /** A job that goes on. */
    private String begin(String output) throws Exception {
        Path counted = directory.resolve(output);
        String job = YarnScripts.found(YarnScripts.JOB, scripts.selvage("run", "-d", jar, "count", counted.toString()));
        Await.until(
                () -> "it commits, where it said: " + scripts.distribution().said(),
                BOUND,
                () -> UploadedProgram.committed(counted) > 0);
        return job;
    }

    @Test
    void theHadoopThatIsGivenTakesThePlaceOfTheOneThatShips() throws Exception {
        String job = begin("counts");

        ContainerProcesses processes = new ContainerProcesses(session);
        for (ProcessKind kind : List.of(ProcessKind.APPLICATION_MASTER, ProcessKind.TASKMANAGER)) {
            assertThat(processes.of(kind).values())
                    .isNotEmpty()
                    .allSatisfy(pid -> assertThat(openJars(pid))
                            .anyMatch(name -> name.startsWith("hadoop-hdfs-client-"))
                            .noneMatch(name -> name.startsWith("hadoop-client-")));
        }
        scripts.selvage("cancel", job);
        List<Path> clients = LiveTree.files(shared).stream()
                .filter(file -> file.getFileName().toString().startsWith("classes-"))
                .toList();
        assertThat(clients)
                .as("both scripts start so")
                .anySatisfy(client -> assertThat(Files.readString(client)).contains(".YarnSessionMain source: "))
                .anySatisfy(client -> assertThat(Files.readString(client)).contains(".ClientMain source: "))
                .allSatisfy(client -> assertThat(Files.readString(client))
                        .containsPattern("org.apache.hadoop.yarn.client.api.YarnClient source: .*/hadoop-yarn-client-")
                        .doesNotContain("hadoop-client-api", "hadoop-client-runtime"));
    }

    private static Set<String> openJars(long pid) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            for (Path file : files.toList()) {
                try {
                    names.add(String.valueOf(Files.readSymbolicLink(file).getFileName()));
                } catch (NoSuchFileException e) {
                    // It has been closed meanwhile.
                }
            }
        }
        return names;
    }

    @Test
    void jobsThatAreIsolatedShareNoTaskManager() throws Exception {
        String one = begin("one");
        String other = begin("other");

        assertThat(taskManagersOf(one)).hasSize(1).doesNotContainAnyElementsOf(taskManagersOf(other));
        scripts.selvage("cancel", one);
        scripts.selvage("cancel", other);
    }

    private static Set<String> taskManagersOf(String job) throws IOException {
        Set<String> found = new TreeSet<>();
        for (JsonNode vertex : ask("/jobs/" + job).get("vertices")) {
            found.addAll(ask("/jobs/" + job + "/vertices/" + vertex.get("id").asText())
                    .findValuesAsText("taskmanager-id"));
        }
        return found;
    }

    private static JsonNode ask(String path) throws IOException {
        try (InputStream answer = URI.create(rest + path).toURL().openStream()) {
            return new ObjectMapper().readTree(answer);
        }
    }

    @Test
    void aJobSeesItsOwnVersionOfALibraryUnlessTheClusterComesFirst() throws Exception {
        String versions = CompiledProgram.write(directory.resolve("versions.jar"), PROGRAM, SOURCES)
                .toString();
        Path own = directory.resolve("own");
        Path ours = directory.resolve("ours");

        assertThat(scripts.selvage("run", versions, own.toString())).contains("main() sees " + ITS_OWN);
        String said = scripts.selvage(
                "run", "-t", "yarn-per-job", "-Dclassloader.resolve-order=parent-first", versions, ours.toString());

        assertThat(committed(own)).containsExactly("a task sees " + ITS_OWN);
        assertThat(said).contains("main() sees " + shipped());
        assertThat(committed(ours)).containsExactly("a task sees " + shipped());
    }

    /** The version of the library as it ships. */
    private static String shipped() throws IOException {
        return YarnScripts.found(
                Pattern.compile("jackson-core-([0-9.]+)\\.jar"),
                LiveTree.files(UnpackedDistribution.HOME.resolve("lib")).toString());
    }

    private static List<String> committed(Path output) throws IOException {
        for (Path file : LiveTree.files(output)) {
            if (file.getFileName().toString().startsWith("part-")) {
                return Files.readAllLines(file);
            }
        }
        return List.of();
    }
}
