package dev.selvage.client.command;

import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.client.history.HistoryCommand;
import dev.selvage.platform.process.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code selvage}: finds the command, calls it, and says what was wrong with it. */
@Command(
        name = "selvage",
        description = "Runs programs on a cluster, and looks after their jobs.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class SelvageCommand {

    private static final Set<String> TAKE_PROGRAMS = Set.of("run", "run-application", "info");

    private SelvageCommand() {}

    /** Carries a command out; returns the exit status. */
    public static int execute(String[] words, Map<String, String> environment, Terminal terminal) {
        Client client = new Client(environment, terminal);
        CommandLine line = new CommandLine(new SelvageCommand())
                .addSubcommand(new RunCommand(client))
                .addSubcommand(new RunApplicationCommand(client))
                .addSubcommand(new InfoCommand(client))
                .addSubcommand(new ListCommand(client))
                .addSubcommand(new StopCommand(client))
                .addSubcommand(new CancelCommand(client))
                .addSubcommand(new SavepointCommand(client))
                .addSubcommand(new HistoryCommand(environment, terminal))
                .addSubcommand(new PurgeCommand(client))
                // Words that begin so belong to programs of users.
                .setExpandAtFiles(false)
                .setOut(new PrintWriter(terminal.output(), true, StandardCharsets.UTF_8))
                .setParameterExceptionHandler((mistake, all) -> {
                    Optional<String[]> apart = YarnWords.takenApart(all, mistake);
                    return apart.isPresent()
                            ? execute(apart.get(), environment, terminal)
                            : unusable(Mistakes.sentence(mistake), terminal);
                })
                .setExecutionExceptionHandler((failure, command, parsed) -> failed(failure, terminal));
        String[] version = {"Selvage " + release()};
        line.getCommandSpec().version(version);
        line.getSubcommands().forEach((name, command) -> {
            command.getCommandSpec().version(version);
            // What stands behind the jar is the program's, whatever it looks like.
            command.setStopAtPositional(TAKE_PROGRAMS.contains(name));
        });
        if (words.length == 0) {
            line.usage(line.getOut());
            return unusable("Expected a command, but found none.", terminal);
        }
        return line.execute(words);
    }

    private static int unusable(String sentence, Terminal terminal) {
        terminal.tell(sentence);
        return ExitCode.UNUSABLE_CONFIGURATION.status();
    }

    /** All that is expected is a {@link CommandException}; the rest is a bug, and whoever mends it wants to see all of it. */
    private static int failed(Exception failure, Terminal terminal) {
        terminal.progressIsOver();
        if (failure instanceof CommandException known) {
            terminal.tell(known.sentence());
            return known.code().status();
        }
        StringWriter all = new StringWriter();
        failure.printStackTrace(new PrintWriter(all, true));
        terminal.tell("A bug of Selvage: " + all);
        return ExitCode.FAULT.status();
    }

    private static String release() {
        return Optional.ofNullable(SelvageCommand.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
