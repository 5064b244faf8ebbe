package dev.selvage.jobmanager.program;

import dev.selvage.jobmanager.store.PackedJob;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.security.ClusterSecret;
import dev.selvage.platform.storage.LocalFileStorage;
import dev.selvage.platform.storage.StoragePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/**
 * Calls {@code main()} of users' programs, each in a process of its own with the class path of this one, so that whatever it does,
 * from {@code System.exit} to an endless loop, is over with that process. Its job is what it leaves packed in a directory. Any
 * thread may call; calls block.
 */
public final class ProgramRuns {

    private static final Logger LOG = LogManager.getLogger(ProgramRuns.class);

    /** More at a time would leave nobody to answer other requests while programs hang. */
    private static final int AT_A_TIME = 2;

    private static final long LOOK_MILLIS = 20;
    /** Far longer than the operating system takes. */
    private static final long KILL_SECONDS = 10;
    /** More than anybody reads; a program that prints without end must not fill the disk. */
    private static final long LONGEST_OUTPUT = 16L << 20;

    private static final int LAST_BYTES = 4 << 10;
    private static final int LAST_LINES = 20;
    /** To plan a job takes little, and on its machine the process comes in addition to what was planned for. */
    private static final List<String> JVM_OPTIONS =
            List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Djava.awt.headless=true");

    private final Path temporary;
    private final Duration patience;
    private final Semaphore free = new Semaphore(AT_A_TIME);

    /**
     * Runs of programs.
     *
     * @param temporary a directory for theirs
     * @param patience how long each may take
     */
    public ProgramRuns(Path temporary, Duration patience) {
        this.temporary = temporary;
        this.patience = patience;
    }

    /** Does something with a job that lies there only as long as this takes. */
    public interface Use<R> {
        R of(PackedJob job) throws Exception;
    }

    /**
     * Calls a program.
     *
     * @param use is given its job once the program has ended
     * @throws ProgramFailedException if it made none, or did not end well
     */
    public <R> R run(ProgramCall call, Use<R> use) throws Exception {
        if (!free.tryAcquire()) {
            throw new ProgramFailedException(
                    "Expected at most " + AT_A_TIME
                            + " programs at a time, but found as many that run already: ask again in a while.",
                    true);
        }
        try {
            Path directory = Files.createTempDirectory(temporary, "program-");
            try {
                return use.of(pack(call, directory));
            } finally {
                new LocalFileStorage().deleteTree(StoragePath.parse(directory.toString()));
            }
        } finally {
            free.release();
        }
    }

    private PackedJob pack(ProgramCall call, Path directory) throws Exception {
        call.write(directory);
        Path output = directory.resolve("output");
        LOG.info(
                "main() of {} is called, with {} arguments",
                call.entryClass(),
                call.arguments().size());
        Process process = start(directory, output);
        String how;
        try {
            how = end(process, output);
        } finally {
            kill(process);
        }
        PackedJob packed = new PackedJob(
                new LocalFileStorage(),
                StoragePath.parse(ProgramCall.packed(directory).toString()));
        boolean isComplete = packed.isComplete();
        String problem = ProgramCall.problem(directory)
                .orElse(
                        how.isEmpty() && !isComplete
                                ? "it ended without a call of execute(), so there is no job"
                                : how);
        if (!problem.isEmpty()) {
            throw new ProgramFailedException("Expected main() of " + call.entryClass()
                    + " to make a job and to end, but " + problem.replaceFirst("\\.$", "") + "." + lastWords(output));
        }
        return packed;
    }

    private static Process start(Path directory, Path output) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(JVM_OPTIONS);
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path", ""), ProgramCall.PROCESS, directory.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // It belongs to the cluster's processes, and a program that makes a job needs it for nothing.
        builder.environment().remove(ClusterSecret.VARIABLE);
        Process process = builder.start();
        // Whoever reads from the terminal finds its end at once.
        process.getOutputStream().close();
        return process;
    }

    /** Waits for its end; says how it ended, or nothing if it ended well. */
    private String end(Process process, Path output) throws InterruptedException, IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - deadline > 0) {
                return "it was still at it after " + patience.toSeconds()
                        + " s (client.timeout), so its process was ended: main() has to make the job and return";
            } else if (Files.size(output) > LONGEST_OUTPUT) {
                return "it printed more than " + (LONGEST_OUTPUT >> 20) + " MB, so its process was ended";
            }
        }
        return process.exitValue() == ExitCode.DONE.status()
                ? ""
                : "its process ended with exit status " + process.exitValue();
    }

    /** When this returns, nothing writes into its directory any more. */
    private static void kill(Process process) throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor(KILL_SECONDS, TimeUnit.SECONDS);
    }

    private static String lastWords(Path output) throws IOException {
        List<String> lines =
                last(output).lines().filter(line -> !line.isBlank()).toList();
        return lines.isEmpty()
                ? ""
                : " It said last:\n"
                        + String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
    }

    private static String last(Path output) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(output)) {
            channel.position(Math.max(0, channel.size() - LAST_BYTES));
            ByteBuffer bytes = ByteBuffer.allocate(LAST_BYTES);
            while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
                // Goes on until the end of the file.
            }
            return StandardCharsets.UTF_8.decode(bytes.flip()).toString();
        }
    }
}
