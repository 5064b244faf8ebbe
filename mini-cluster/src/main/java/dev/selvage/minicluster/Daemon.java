package dev.selvage.minicluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A daemon with a directory of its own: {@code conf}, {@code log}, {@code pid}, and {@code stay-down} as long as somebody wants it
 * not to be started again. On one thread but for {@link #kill}.
 */
final class Daemon {

    private static final long END_SECONDS = 10;

    private final String kind;
    private final Path directory;

    /** Written by whoever starts it, read by whoever ends it. */
    private volatile Optional<Process> process = Optional.empty();

    /**
     * One that does not run yet.
     *
     * @param kind what {@link DaemonMain} is told
     * @param directory has its settings
     */
    Daemon(String kind, Path directory) {
        this.kind = kind;
        this.directory = directory;
    }

    void start() throws IOException {
        File log = directory.resolve("log").toFile();
        Process started = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-Djava.io.tmpdir=" + Files.createDirectories(directory.resolve("tmp")),
                        "-cp",
                        directory.resolve("conf") + File.pathSeparator + System.getProperty("java.class.path"),
                        DaemonMain.class.getName(),
                        kind))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start();
        process = Optional.of(started);
        Files.writeString(directory.resolve("pid"), started.pid() + "\n");
    }

    boolean isAlive() {
        return process.filter(Process::isAlive).isPresent();
    }

    /** What supervisors of real daemons do. */
    void startIfItEnded() throws IOException {
        if (!isAlive() && !Files.exists(directory.resolve("stay-down"))) {
            start();
        }
    }

    void kill() throws InterruptedException {
        if (process.isPresent()) {
            process.get().destroyForcibly().waitFor(END_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** For sentences. */
    @Override
    public String toString() {
        return kind + " in " + directory;
    }
}
