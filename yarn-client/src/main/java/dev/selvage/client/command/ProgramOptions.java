package dev.selvage.client.command;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.Terminal;
import dev.selvage.core.config.CheckpointOptions;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.platform.program.UserProgram;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A program, and what is said about its jobs. */
final class ProgramOptions {

    /** A program may have options of the same names, but more often somebody has put them into the wrong place. */
    private static final Set<String> OURS = Set.of(
            "-c",
            "--class",
            "-p",
            "--parallelism",
            "-s",
            "--fromSavepoint",
            "-n",
            "--allowNonRestoredState",
            "-d",
            "--detached",
            "-t",
            "--target",
            "-m",
            "--jobmanager",
            "-D");

    @Option(
            names = {"-c", "--class"},
            paramLabel = "CLASS",
            description = "The class whose main() is called, if the jar's manifest names none.")
    private Optional<String> entryClass = Optional.empty();

    @Option(
            names = {"-p", "--parallelism"},
            paramLabel = "N",
            description = "Into how many subtasks operators are divided that do not say it themselves.")
    private Optional<String> parallelism = Optional.empty();

    @Option(
            names = {"-s", "--fromSavepoint"},
            paramLabel = "PATH",
            description = "The savepoint or retained checkpoint that the job starts from.")
    private Optional<String> savepoint = Optional.empty();

    @Option(
            names = {"-n", "--allowNonRestoredState"},
            description =
                    "Starts although the savepoint has state of operators that the job no longer has: it is lost.")
    private boolean allowNonRestoredState;

    @Parameters(index = "0", paramLabel = "JAR", description = "The program.")
    private String jar = "";

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "ARGS",
            description = "What the program is given, as it is.")
    private List<String> arguments = new ArrayList<>();

    /** What is said, as settings. */
    List<String> assignments() {
        List<String> assignments = new ArrayList<>();
        parallelism.ifPresent(number -> assignments.add(ExecutionOptions.PARALLELISM.key() + "=" + number));
        savepoint.ifPresent(
                place -> assignments.add(CheckpointOptions.RECOVERY_PATH.key() + "=" + Paths.absolute(place)));
        if (allowNonRestoredState) {
            assignments.add(CheckpointOptions.IGNORE_UNCLAIMED.key() + "=true");
        }
        return assignments;
    }

    /** Where the program is: a path, or a URI of a file system that the whole cluster has. */
    String jar() {
        return jar;
    }

    Optional<String> entryClass() {
        return entryClass;
    }

    List<String> arguments() {
        return arguments;
    }

    /** The program, with what its environment begins with. */
    UserProgram program(ClientSettings settings) {
        return new UserProgram(List.of(Path.of(jar)), entryClass, arguments, forGraphs(settings));
    }

    /**
     * What the command says, and what the configuration says of that which a graph is made by: all else is added when a graph is
     * planned.
     */
    static Map<String, String> forGraphs(ClientSettings settings) {
        Map<String, String> set = new TreeMap<>(settings.assigned());
        for (var option :
                List.of(ExecutionOptions.PARALLELISM, ExecutionOptions.MAX_PARALLELISM, ExecutionOptions.CHAINING)) {
            if (settings.configuration().isSet(option)) {
                option.synonyms().forEach(set::remove);
                set.put(option.key(), String.valueOf(settings.configuration().get(option)));
            }
        }
        return set;
    }

    /** Tells of the first argument of the program that may have been meant for the command. */
    void noteMisplaced(String command, Terminal terminal) {
        arguments.stream()
                .filter(argument -> OURS.contains(argument) || argument.matches("-y?D.*"))
                .findFirst()
                .ifPresent(word -> terminal.tell("Note: " + word + " stands behind the jar, so the program is given it."
                        + " What is meant for selvage " + command + " stands before the jar."));
    }
}
