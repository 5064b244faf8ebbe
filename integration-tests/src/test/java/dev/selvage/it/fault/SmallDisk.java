package dev.selvage.it.fault;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes, seen by the processes that it is entered by and nobody else: it lives in a mount namespace of
 * its own, which takes no rights but those of root, or those that the system gives to anybody in a user namespace. It is gone with
 * the process that holds it, whatever becomes of the test.
 */
final class SmallDisk implements AutoCloseable {

    private static final String BALLAST = "ballast";
    /** Mounts, says so, and stays for longer than any test. */
    private static final String HOLD = "mount -t tmpfs -o size=4m tmpfs \"$1\" && echo mounted && exec sleep 600";

    private static final List<String> AS_ROOT = List.of("--mount");
    private static final List<String> AS_ANYBODY = List.of("--user", "--mount");

    private final Path at;
    private final Process holder;
    private final boolean ownUsers;

    private SmallDisk(Path at, Process holder, boolean ownUsers) {
        this.at = at;
        this.holder = holder;
        this.ownUsers = ownUsers;
    }

    /** One that is seen at an empty directory; nothing if the system lets nobody mount anything. */
    static Optional<SmallDisk> at(Path directory) throws IOException, InterruptedException {
        Files.createDirectories(directory);
        Optional<SmallDisk> asRoot = hold(directory, AS_ROOT);
        return asRoot.isPresent() ? asRoot : hold(directory, AS_ANYBODY);
    }

    private static Optional<SmallDisk> hold(Path directory, List<String> namespaces)
            throws IOException, InterruptedException {
        boolean ownUsers = namespaces.equals(AS_ANYBODY);
        List<String> command = new ArrayList<>(List.of("unshare"));
        command.addAll(namespaces);
        if (ownUsers) {
            command.add("--map-root-user");
        }
        command.addAll(List.of("sh", "-c", HOLD, "sh", directory.toString()));
        Process holder;
        try {
            holder = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            // There is no such command.
            return Optional.empty();
        }
        BufferedReader said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8));
        if ("mounted".equals(said.readLine())) {
            return Optional.of(new SmallDisk(directory, holder, ownUsers));
        }
        holder.destroyForcibly().waitFor();
        return Optional.empty();
    }

    /** The command that starts another one among those who see the disk. */
    List<String> entering() {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", String.valueOf(holder.pid()), "--mount"));
        if (ownUsers) {
            command.addAll(List.of("--user", "--preserve-credentials"));
        }
        command.add("--");
        return command;
    }

    /** The same place as this process sees it. */
    Path seen() {
        return Path.of("/proc/" + holder.pid() + "/root" + at);
    }

    /** Leaves no room, whatever others have given back since it did so before. */
    void fill() {
        byte[] some = new byte[4 << 10];
        try (OutputStream out =
                Files.newOutputStream(seen().resolve(BALLAST), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(some);
            }
        } catch (IOException e) {
            // It is full, which is what this is for.
        }
    }

    void makeRoom() throws IOException {
        Files.delete(seen().resolve(BALLAST));
    }

    @Override
    public void close() {
        holder.destroyForcibly();
    }
}
