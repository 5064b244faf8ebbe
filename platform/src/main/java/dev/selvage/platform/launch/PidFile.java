package dev.selvage.platform.launch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Which processes of a kind were started here: a line each, in which its number in the system stands. The line is the number of the
 * process among its kind, and so a line is not moved as long as its process lives; one that is free has a 0. While it is open, other
 * scripts wait.
 */
final class PidFile implements AutoCloseable {

    private static final long NOBODY = 0;
    /** Behind the number and the name comes the state. */
    private static final Pattern ZOMBIE = Pattern.compile("\\d+ \\(.*\\) [ZX] ", Pattern.DOTALL);

    private final Daemon daemon;
    private final FileChannel channel;
    private final List<Long> lines;

    private PidFile(Daemon daemon, FileChannel channel, List<Long> lines) {
        this.daemon = daemon;
        this.channel = channel;
        this.lines = lines;
    }

    /** A process that lives, and which of its kind it is. */
    record Entry(int number, ProcessHandle process) {

        /** Whether it still has what it held. One that is dead and waits for its parent to ask how it ended does not. */
        boolean isThere() {
            return process.isAlive() && !isZombie();
        }

        private boolean isZombie() {
            try {
                Path state = Path.of("/proc", Long.toString(process.pid()), "stat");
                return Files.exists(state)
                        && ZOMBIE.matcher(Files.readString(state)).lookingAt();
            } catch (IOException e) {
                // It ends at this moment: look again.
                return false;
            }
        }
    }

    /** Opens it, once nobody else has it open. */
    static PidFile open(Path file, Daemon daemon) throws LaunchException {
        try {
            Files.createDirectories(file.getParent());
            // Not deleted when it is empty: whoever waits for the lock would then have a file that nobody finds.
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.lock();
            List<Long> lines =
                    content(channel).lines().map(PidFile::number).collect(Collectors.toCollection(ArrayList::new));
            return new PidFile(daemon, channel, lines);
        } catch (IOException e) {
            throw LaunchException.unusable("Expected to note in " + file + " which processes are started, but found: "
                    + e + ". Name a directory that you may write to: env.pid.dir.");
        }
    }

    /** Not through another channel: when that is closed, the system takes the lock of this one away. */
    private static String content(FileChannel channel) throws IOException {
        ByteBuffer content = ByteBuffer.allocate((int) channel.size());
        while (content.hasRemaining() && channel.read(content) >= 0) {}
        return new String(content.array(), 0, content.position(), StandardCharsets.UTF_8);
    }

    /** What is no number is nobody's. */
    private static long number(String line) {
        try {
            return Long.parseLong(line.strip());
        } catch (NumberFormatException e) {
            return NOBODY;
        }
    }

    /** The process of this number, if it lives and is what it should be: the system gives a number to others once it is free. */
    static Optional<ProcessHandle> find(long pid, Daemon daemon) {
        return pid <= NOBODY ? Optional.empty() : ProcessHandle.of(pid).filter(process -> runs(process, daemon));
    }

    private static boolean runs(ProcessHandle process, Daemon daemon) {
        Path words = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            if (Files.exists(words)) {
                return List.of(Files.readString(words).split("\0", -1)).contains(daemon.mainClass());
            }
        } catch (IOException e) {
            // It has ended meanwhile, or is somebody else's.
            return false;
        }
        return process.info()
                .commandLine()
                .filter(line -> line.contains(daemon.mainClass()))
                .isPresent();
    }

    /** All that live. A number that the system has given to somebody else by now is free. */
    List<Entry> living() {
        List<Entry> living = new ArrayList<>();
        for (int number = 0; number < lines.size(); number++) {
            Optional<ProcessHandle> process = find(lines.get(number), daemon);
            if (process.isPresent()) {
                living.add(new Entry(number, process.get()));
            }
        }
        return living;
    }

    /** Those that are written down and do not live. */
    List<Long> gone() {
        List<Long> living =
                living().stream().map(entry -> entry.process().pid()).toList();
        return lines.stream()
                .filter(pid -> pid != NOBODY && !living.contains(pid))
                .toList();
    }

    /** The lowest number that no living process has. */
    int free() {
        List<Integer> taken = living().stream().map(Entry::number).toList();
        int number = 0;
        while (taken.contains(number)) {
            number++;
        }
        return number;
    }

    /** Writes down what was started. */
    void put(int number, long pid) {
        while (lines.size() <= number) {
            lines.add(NOBODY);
        }
        lines.set(number, pid);
    }

    /** Forgets all that do not live. */
    void tidy() {
        List<Integer> living = living().stream().map(Entry::number).toList();
        for (int number = 0; number < lines.size(); number++) {
            if (!living.contains(number)) {
                lines.set(number, NOBODY);
            }
        }
    }

    /** Lets others have it. */
    @Override
    public void close() {
        while (!lines.isEmpty() && lines.get(lines.size() - 1) == NOBODY) {
            lines.remove(lines.size() - 1);
        }
        String text = lines.stream().map(pid -> pid + "\n").collect(Collectors.joining());
        try (channel) {
            channel.truncate(0);
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
