package dev.selvage.it.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.client.submit.files.Distribution;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A distribution whose ApplicationMaster only writes down what it finds, and the directory in which it does. */
final class StandIn {

    private static final Duration BOUND = Duration.ofMinutes(2);

    /** What it needs of the class path of this test. */
    private static final String LIBRARIES =
            ".*/(hadoop-client-api|hadoop-client-runtime|commons-logging|slf4j-api)-[^/]*\\.jar";

    private final Path directory;

    private StandIn(Path directory) {
        this.directory = directory;
    }

    static StandIn in(Path directory) throws IOException {
        StandIn made = new StandIn(directory);
        Path lib = Files.createDirectories(directory.resolve("home/lib"));
        Files.createDirectories(directory.resolve("home/conf"));
        Files.createDirectories(made.reports());
        for (String entry : System.getProperty("java.class.path", "").split(":", -1)) {
            if (entry.matches(LIBRARIES)) {
                Files.copy(
                        Path.of(entry),
                        lib.resolve(String.valueOf(Path.of(entry).getFileName())));
            }
        }
        made.compile(lib.resolve("selvage-stand-in.jar"));
        return made;
    }

    private void compile(Path jar) throws IOException {
        Path source = directory.resolve("ApplicationMasterMain.java");
        try (InputStream text = StandIn.class.getResourceAsStream("ApplicationMasterMain.java.txt")) {
            Files.copy(Objects.requireNonNull(text), source);
        }
        Path classes = Files.createDirectories(directory.resolve("classes"));
        int status = Objects.requireNonNull(ToolProvider.getSystemJavaCompiler())
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path", ""),
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream archive = new JarOutputStream(out);
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                archive.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, archive);
                archive.closeEntry();
            }
        }
    }

    Distribution distribution() {
        return new Distribution(
                directory.resolve("home"), directory.resolve("home/conf"), directory.resolve("home/plugins"), "");
    }

    /** Where it writes. */
    Path reports() {
        return directory.resolve("reports");
    }

    /** What the n-th ApplicationMaster to start has found, of all applications that write here. */
    Properties report(int count) throws Exception {
        Await.until("there are " + count + " reports in " + reports(), BOUND, () -> all().size() >= count);
        Properties report = new Properties();
        try (Reader reader = Files.newBufferedReader(all().get(count - 1))) {
            report.load(reader);
        }
        return report;
    }

    /** By the ids of their containers, which rise with the attempts. */
    private List<Path> all() throws IOException {
        try (Stream<Path> files = Files.list(reports())) {
            return files.filter(file -> file.toString().endsWith(".report"))
                    .sorted()
                    .toList();
        }
    }

    /** Has one of them die, or all of them end. */
    void tell(String word) throws IOException {
        Files.createFile(reports().resolve(word));
    }
}
