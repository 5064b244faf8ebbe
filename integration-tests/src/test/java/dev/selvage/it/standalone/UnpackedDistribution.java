package dev.selvage.it.standalone;

import dev.selvage.it.process.LiveTree;
import dev.selvage.platform.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The distribution as the build leaves it, with a configuration, logs and pid files of one test. What the test started is ended
 * with it, by the scripts themselves and if need be without them.
 */
public final class UnpackedDistribution implements AutoCloseable {

    public static final Path HOME = Path.of(System.getProperty("selvage.root", ".."), "distribution/target/selvage")
            .toAbsolutePath()
            .normalize();

    private static final Duration BOUND = Duration.ofMinutes(3);

    private final Path directory;
    private final Path home;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<Process> started = new ArrayList<>();
    private File typed = new File("/dev/null");

    /** Whose configuration, logs and the like are below a directory of the test. */
    public UnpackedDistribution(Path directory) throws IOException {
        this(directory, HOME);
    }

    /** The same, unpacked anew with plugins of the test; libraries are those of the build. */
    public static UnpackedDistribution withPlugins(Path directory, Path plugins) throws IOException {
        Path home = Files.createDirectories(directory.resolve("unpacked"));
        Files.createDirectories(home.resolve("bin"));
        try (Stream<Path> scripts = Files.list(HOME.resolve("bin"))) {
            // No links: a script finds its distribution by where it really lies.
            for (Path script : scripts.toList()) {
                Files.copy(
                        script, home.resolve("bin").resolve(script.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        for (String name : List.of("lib", "examples")) {
            Files.createSymbolicLink(home.resolve(name), HOME.resolve(name));
        }
        Files.createSymbolicLink(home.resolve("plugins"), plugins);
        return new UnpackedDistribution(directory, home);
    }

    private UnpackedDistribution(Path directory, Path home) throws IOException {
        this.directory = directory;
        this.home = home;
        if (!Files.isDirectory(HOME)) {
            throw new IllegalStateException(
                    "Expected " + HOME + ", but found none. Build the module distribution before.");
        }
        Path conf = Files.createDirectories(directory.resolve("conf"));
        for (String name : List.of("masters", "workers", "zoo.cfg", "log4j.properties", "log4j-console.properties")) {
            Files.copy(HOME.resolve("conf").resolve(name), conf.resolve(name));
        }
        environment.put("SELVAGE_CONF_DIR", conf.toString());
        environment.put("SELVAGE_LOG_DIR", directory.resolve("log").toString());
        environment.put("SELVAGE_PID_DIR", directory.resolve("pids").toString());
        environment.put("JAVA_HOME", System.getProperty("java.home", ""));
        // What it has of its own shall be enough.
        for (String hadoop : List.of("HADOOP_CLASSPATH", "HADOOP_CONF_DIR", "YARN_CONF_DIR", "HADOOP_HOME")) {
            environment.put(hadoop, "");
        }
        configure("");
    }

    /** A script that has ended. */
    public record Ended(int status, String said) {}

    /** Small processes, no session on YARN that somebody on this machine has noted, and these lines. */
    void configure(String lines) throws IOException {
        write("selvage-conf.yaml", """
            jobmanager.memory.process.size: 320 mb
            taskmanager.memory.process.size: 576 mb
            jobmanager.rpc.port: %d
            high-availability.storageDir: %s
            heartbeat.interval: 100 ms
            heartbeat.timeout: 5 s
            yarn.properties-file.location: %s
            """.formatted(freePort(), directory.resolve("storage"), directory) + lines);
    }

    /** A file of the configuration. */
    public void write(String name, String text) throws IOException {
        Files.writeString(directory.resolve("conf").resolve(name), text);
    }

    /** A variable of the environment. */
    public void set(String variable, String value) {
        environment.put(variable, value);
    }

    /** What scripts that are called from now on find on their standard input. */
    public void type(Path text) {
        typed = text.toFile();
    }

    /** Nobody listens there at this moment. */
    static int freePort() throws IOException {
        try (ServerSocket tried = new ServerSocket(0)) {
            return tried.getLocalPort();
        }
    }

    /** Calls a script and waits for its end. */
    public Ended call(String script, String... words) throws Exception {
        Path output = Files.createTempFile(directory, script, ".said");
        Process process = begin(output, script, words);
        if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("expected " + script + " to end, but it said: " + Files.readString(output));
        }
        return new Ended(process.exitValue(), Files.readString(output));
    }

    /** Begins to run a script; what it says goes to the file. */
    public Process begin(Path output, String script, String... words) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(script).toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(typed)
                .redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** The processes that the scripts have written down and that live, in order. */
    List<ProcessHandle> processes(String daemon) throws IOException {
        Path file =
                directory.resolve("pids").resolve("selvage-" + System.getProperty("user.name") + "-" + daemon + ".pid");
        if (!Files.exists(file)) {
            return List.of();
        }
        return Files.readAllLines(file).stream()
                .map(Long::parseLong)
                .filter(pid -> pid > 0)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(ProcessHandle::isAlive)
                .toList();
    }

    List<ProcessHandle> allProcesses() throws IOException {
        List<ProcessHandle> all = new ArrayList<>();
        for (String daemon : List.of("standalonesession", "taskexecutor", "zookeeper")) {
            all.addAll(processes(daemon));
        }
        return all;
    }

    /** Waits until a script has said this. */
    public void awaitSaid(Path output, String words) throws Exception {
        Await.until(
                () -> "it says " + words + ", where it said:" + said(),
                BOUND,
                () -> Files.readString(output).contains(words));
    }

    /** All that anybody said, for whoever wonders. */
    public String said() {
        StringBuilder all = new StringBuilder();
        try {
            for (Path file : LiveTree.files(directory)) {
                if (file.toString().matches(".*\\.(said|out|log)")) {
                    all.append('\n').append(file).append('\n').append(Files.readString(file));
                }
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        allProcesses().forEach(ProcessHandle::destroyForcibly);
        started.forEach(Process::destroyForcibly);
    }
}
