package dev.selvage.platform.process;

import dev.selvage.platform.logging.LogSetup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a process of a cluster is started with: settings behind {@code -D}, other words, and in its environment where its
 * configuration and its log lie, which are {@code conf} and {@code log} below the working directory if nothing is said, and whether
 * it has a terminal to log onto instead.
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
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (argument.equals("-D")) {
                assignments.add(rest.hasNext() ? rest.next() : "");
            } else if (argument.startsWith("-D")) {
                assignments.add(argument.substring(2));
            } else {
                words.add(argument);
            }
        }
        Path log = variable(environment, "SELVAGE_LOG_FILE")
                .map(Path::of)
                .orElseGet(
                        () -> Path.of(variable(environment, "SELVAGE_LOG_DIR").orElse("log"))
                                .resolve(process + "-" + ProcessHandle.current().pid() + ".log"));
        Path configuration = Path.of(variable(environment, "SELVAGE_CONF_DIR").orElse("conf"));
        return new ProcessArguments(assignments, words, new ProcessLaunch.Place(role(environment), configuration, log));
    }

    private static LogSetup.Role role(Map<String, String> environment) {
        return variable(environment, "SELVAGE_LOG_ROLE")
                        .filter("foreground"::equals)
                        .isPresent()
                ? LogSetup.Role.FOREGROUND
                : LogSetup.Role.CLUSTER;
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
