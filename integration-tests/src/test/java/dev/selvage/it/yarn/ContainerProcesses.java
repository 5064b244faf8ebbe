package dev.selvage.it.yarn;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.selvage.core.launch.ProcessKind;
import dev.selvage.platform.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The JVMs that run in the containers of an application, as the system of this machine knows them. */
public final class ContainerProcesses {

    private static final String VARIABLE = "CONTAINER_ID=";
    private static final long PATIENCE_SECONDS = 30;
    private static final Duration BOUND = Duration.ofMinutes(2);

    private final String inNames;

    /** Those of an application, such as {@code application_1700000000000_0001}. */
    public ContainerProcesses(String application) {
        this.inNames = application.replace("application_", "_") + "_";
    }

    /** The processes of one kind that live, by their containers. */
    public SortedMap<String, Long> of(ProcessKind kind) {
        SortedMap<String, Long> found = new TreeMap<>();
        ProcessHandle.allProcesses()
                .forEach(process -> containerOf(process, kind)
                        .filter(container -> container.contains(inNames))
                        .ifPresent(container -> found.put(container, process.pid())));
        return found;
    }

    /** The files that a process has mapped into its memory. */
    public static Set<String> filesInMemory(long process) {
        try (Stream<String> lines = Files.lines(Path.of("/proc", String.valueOf(process), "maps"), UTF_8)) {
            return lines.map(line -> line.replaceFirst("^(\\S+ +){5}", ""))
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of TaskManagers, once there are so many, and none in containers that are to be gone. */
    public SortedMap<String, Long> awaitTaskManagers(int count, Set<String> without) throws Exception {
        SortedMap<String, Long> found = new TreeMap<>();
        Await.until(() -> count + " TaskManagers run, none of them in " + without + "; not " + found, BOUND, () -> {
            found.clear();
            found.putAll(of(ProcessKind.TASKMANAGER));
            return found.size() == count && found.keySet().stream().noneMatch(without::contains);
        });
        return found;
    }

    private static Optional<String> containerOf(ProcessHandle process, ProcessKind kind) {
        Path about = Path.of("/proc", String.valueOf(process.pid()));
        try {
            // The shell that has started it has the same words in its command, but as one of them.
            boolean isOfKind = words(about.resolve("cmdline")).anyMatch(kind.mainClass()::equals);
            return isOfKind
                    ? words(about.resolve("environ"))
                            .filter(each -> each.startsWith(VARIABLE))
                            .map(each -> each.substring(VARIABLE.length()))
                            .findFirst()
                    : Optional.empty();
        } catch (IOException e) {
            // It has ended meanwhile, or is none of ours.
            return Optional.empty();
        }
    }

    private static Stream<String> words(Path file) throws IOException {
        return Arrays.stream(new String(Files.readAllBytes(file), UTF_8).split("\0", -1));
    }

    /** SIGKILL; when this returns it is gone. */
    public static void kill(long pid) {
        ProcessHandle process = ProcessHandle.of(pid)
                .orElseThrow(() -> new IllegalStateException("Expected process " + pid + ", but found none."));
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
