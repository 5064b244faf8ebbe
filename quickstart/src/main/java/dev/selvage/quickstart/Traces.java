package dev.selvage.quickstart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** All that is on this machine because of a quick start: the files below one directory, and processes that have to do with it. */
final class Traces {

    private static final long END_SECONDS = 60;
    private static final long GONE_SECONDS = 10;

    private final Path root;
    private final Path directory;
    private final Commands commands;

    Traces(Path root, Path directory, Commands commands) {
        this.root = root;
        this.directory = directory;
        this.commands = commands;
    }

    static Path cluster(Path directory) {
        return directory.resolve("cluster");
    }

    String endCommand() {
        return root.resolve("scripts/mini-cluster.sh") + " stop --dir " + cluster(directory);
    }

    /** Ends and deletes everything; tells what is there still. The second time there is nothing to do. */
    synchronized List<String> remove() {
        commands.end();
        try {
            if (Files.exists(cluster(directory))) {
                Process end = new ProcessBuilder("bash", "-c", endCommand())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                end.waitFor(END_SECONDS, TimeUnit.SECONDS);
            }
            // A cluster that is killed while it starts, or starts late, leaves some.
            for (ProcessHandle process : processes()) {
                process.destroyForcibly();
                process.onExit()
                        .completeOnTimeout(process, GONE_SECONDS, TimeUnit.SECONDS)
                        .join();
            }
            deleteFiles();
        } catch (IOException | UncheckedIOException e) {
            return List.of(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<String> left = new ArrayList<>();
        processes().forEach(process -> left.add("process " + process.pid()));
        if (Files.exists(directory)) {
            left.add(directory.toString());
        }
        return left;
    }

    /** Those that were started with its name, as the cluster and all containers were. */
    private List<ProcessHandle> processes() {
        return ProcessHandle.allProcesses()
                .filter(process -> Stream.of("cmdline", "environ")
                        .flatMap(file -> Containers.words(process, file).stream())
                        .anyMatch(word -> word.contains(directory.toString())))
                .toList();
    }

    private void deleteFiles() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
