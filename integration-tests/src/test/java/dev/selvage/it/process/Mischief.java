package dev.selvage.it.process;

import dev.selvage.api.function.FilterFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** User code that lets everything pass, and misbehaves once for each file that says so. */
public record Mischief(String directory) implements FilterFunction<CountingJob.Count> {

    public static final String REASON = "told to fail";

    private static final String FAIL = "fail";
    private static final String HANG = "hang";
    private static final String HANGS = "hangs";

    public static Mischief in(Path directory) throws IOException {
        return new Mischief(Files.createDirectories(directory).toString());
    }

    /** Whichever subtask finds it first throws. */
    public void fail() throws IOException {
        Files.createFile(file(FAIL));
    }

    /** Whichever subtask finds it first does nothing any more, and nobody can wake it. */
    public void hang() throws IOException {
        Files.createFile(file(HANG));
    }

    public boolean hangs() {
        return Files.exists(file(HANGS));
    }

    private Path file(String name) {
        return Path.of(directory, name);
    }

    @Override
    public boolean filter(CountingJob.Count count) throws IOException {
        if (isToldTo(FAIL)) {
            throw new IllegalStateException(REASON);
        } else if (isToldTo(HANG)) {
            Files.createFile(file(HANGS));
            hangForEver();
        }
        return true;
    }

    /** The first one that finds the file takes it away. */
    private boolean isToldTo(String name) throws IOException {
        return Files.exists(file(name)) && Files.deleteIfExists(file(name));
    }

    @SuppressWarnings("InfiniteLoopStatement")
    private static void hangForEver() {
        while (true) {
            LockSupport.park();
            // Whoever interrupts it is not heard.
            Thread.interrupted();
        }
    }
}
