package dev.selvage.platform;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A real process with the class path of this test; killed with the test if it is still there. */
public final class ChildJvm implements AutoCloseable {

    /** Far more than it takes: other processes of the machine may be in the way. */
    private static final long PATIENCE_SECONDS = 180;

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a main class; what it prints goes to a file in the directory. */
    public static ChildJvm start(Path directory, Class<?> main, List<String> jvmArguments, String... arguments)
            throws IOException {
        return start(directory, main, jvmArguments, Map.of(), arguments);
    }

    /** The same, with these variables besides those of this process. */
    public static ChildJvm start(
            Path directory,
            Class<?> main,
            List<String> jvmArguments,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        return start(List.of(), directory, main, jvmArguments, environment, arguments);
    }

    /** The same, by a command that takes this one as its last words and becomes it. */
    public static ChildJvm start(
            List<String> by,
            Path directory,
            Class<?> main,
            List<String> jvmArguments,
            Map<String, String> environment,
            String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(by);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmArguments);
        command.addAll(List.of("-cp", System.getProperty("java.class.path", ""), main.getName()));
        command.addAll(List.of(arguments));
        Path output = directory.resolve(main.getSimpleName() + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new ChildJvm(builder.start(), output);
    }

    public long pid() {
        return process.pid();
    }

    public String output() throws IOException {
        return Files.readString(output);
    }

    /** SIGTERM. */
    public void terminate() {
        process.destroy();
    }

    /** SIGKILL: the process gets no chance to say anything. When this returns it is gone, and nobody listens at its ports. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** SIGSTOP: the process stands still from here on, and does not know it; the system still answers for it. */
    public void standStill() throws IOException, InterruptedException {
        signal("STOP");
    }

    /** SIGCONT: it goes on as if no time had passed. */
    public void goOn() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("Expected to send SIG" + name + " to process " + process.pid()
                    + ", but kill ended with " + status + ": it may have ended.");
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** The exit status, once the process has ended. */
    public int exitStatus() throws InterruptedException, IOException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(
                    "expected the process to end within " + PATIENCE_SECONDS + " s, but it printed: " + output());
        }
        return process.exitValue();
    }

    /** Whoever deletes its files next does not meet it any more. */
    @Override
    public void close() {
        kill();
    }
}
