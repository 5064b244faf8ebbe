package dev.selvage.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The processes in the containers of an application, as the system of this machine knows them. */
final class Containers {

    static final String APPLICATION_MASTER = "dev.selvage.am.ApplicationMasterMain";
    static final String TASK_MANAGER = "dev.selvage.container.TaskManagerMain";

    private static final String VARIABLE = "CONTAINER_ID=";

    private final String inNames;

    /** Those of an application, such as {@code application_1700000000000_0001}. */
    Containers(String application) {
        this.inNames = application.replace("application_", "_") + "_";
    }

    /** Which processes run a class, by their containers. */
    SortedMap<String, Long> running(String mainClass) {
        SortedMap<String, Long> found = new TreeMap<>();
        ProcessHandle.allProcesses()
                .forEach(process -> containerOf(process, mainClass)
                        .filter(container -> container.contains(inNames))
                        .ifPresent(container -> found.put(container, process.pid())));
        return found;
    }

    /** The ApplicationMaster of an attempt, if it runs. */
    Optional<Long> master(int attempt) {
        String place = inNames + String.format("%02d_", attempt);
        return running(APPLICATION_MASTER).entrySet().stream()
                .filter(each -> each.getKey().contains(place))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static Optional<String> containerOf(ProcessHandle process, String mainClass) {
        // The shell that has started it has the same words in its command, but as one of them.
        return words(process, "cmdline").contains(mainClass)
                ? words(process, "environ").stream()
                        .filter(each -> each.startsWith(VARIABLE))
                        .map(each -> each.substring(VARIABLE.length()))
                        .findFirst()
                : Optional.empty();
    }

    /** What a process was started with; nothing of one that has ended meanwhile, or is somebody else's. */
    static List<String> words(ProcessHandle process, String file) {
        try {
            byte[] text = Files.readAllBytes(Path.of("/proc", String.valueOf(process.pid()), file));
            return Arrays.asList(new String(text, UTF_8).split("\0", -1));
        } catch (IOException e) {
            return List.of();
        }
    }
}
