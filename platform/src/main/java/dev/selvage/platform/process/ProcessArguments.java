package dev.selvage.platform.process;

import dev.selvage.platform.logging.LogSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process of a cluster is started with: settings behind {@code -D}, other words, and in its environment where its
 * configuration and its log lie, which are {@code conf} and {@code log} below the working directory if nothing is said.
 */
public record ProcessArguments(List<String> assignments, List<String> words, ProcessLaunch.Place place) {

    public ProcessArguments {
        assignments = List.copyOf(assignments);
        words = List.copyOf(words);
    }

    /**
     * Takes the arguments apart.
     *
     * @param process what its log is called after
     */
    public static ProcessArguments of(String process, String[] arguments, Map<String, String> environment) {
        List<String> assignments = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (String argument : arguments) {
            if (argument.startsWith("-D")) {
                assignments.add(argument.substring(2));
            } else {
                words.add(argument);
            }
        }
        Path log = directory(environment, "SELVAGE_LOG_DIR", "log")
                .resolve(process + "-" + ProcessHandle.current().pid() + ".log");
        Path configuration = directory(environment, "SELVAGE_CONF_DIR", "conf");
        return new ProcessArguments(
                assignments, words, new ProcessLaunch.Place(LogSetup.Role.CLUSTER, configuration, log));
    }

    private static Path directory(Map<String, String> environment, String variable, String usual) {
        return Path.of(Optional.ofNullable(environment.get(variable))
                .filter(directory -> !directory.isBlank())
                .orElse(usual));
    }
}
