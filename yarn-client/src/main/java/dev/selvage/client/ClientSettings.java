package dev.selvage.client;

import dev.selvage.core.config.option.Configuration;
import dev.selvage.core.config.option.InvalidConfigurationException;
import dev.selvage.platform.config.ConfigurationFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one command goes by.
 *
 * @param directory where the files of the configuration lie
 * @param assignments what the command line says, as {@code key=value}
 * @param configuration what follows from both
 */
public record ClientSettings(
        Map<String, String> environment, Path directory, List<String> assignments, Configuration configuration) {

    public ClientSettings {
        environment = Map.copyOf(environment);
        assignments = List.copyOf(assignments);
    }

    /** Reads the files; throws {@link CommandException} with a sentence for each mistake in them and in the assignments. */
    public static ClientSettings of(Map<String, String> environment, List<String> assignments) {
        Path directory = Path.of(variable(environment, "SELVAGE_CONF_DIR").orElse("conf"))
                .toAbsolutePath();
        try {
            return new ClientSettings(
                    environment,
                    directory,
                    assignments,
                    ConfigurationFiles.load(directory, assignments).configuration());
        } catch (InvalidConfigurationException e) {
            throw CommandException.unusable(String.join("\n", e.problems()), e);
        } catch (IOException e) {
            throw CommandException.unusable("Expected to read " + directory + ", but found: " + e + ".", e);
        }
    }

    /** The same with one more assignment. */
    public ClientSettings with(String assignment) {
        List<String> more = new ArrayList<>(assignments);
        more.add(assignment);
        return of(environment, more);
    }

    /** What the command line says, by key. */
    public Map<String, String> assigned() {
        Map<String, String> assigned = new TreeMap<>();
        for (String assignment : assignments) {
            String[] parts = assignment.split("=", 2);
            assigned.put(parts[0].strip(), parts[1].strip());
        }
        return assigned;
    }

    /** A variable of the environment that is set, and not to nothing. */
    public Optional<String> variable(String name) {
        return variable(environment, name);
    }

    private static Optional<String> variable(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }
}
