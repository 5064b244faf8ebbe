package dev.selvage.client.history;

import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.Terminal;
import dev.selvage.client.yarn.YarnAccess;
import dev.selvage.platform.history.ApplicationHistory;
import dev.selvage.platform.process.ExitCode;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code selvage history}: applications on YARN that have ended, and what became of their jobs. */
@Command(
        name = "history",
        description = "Lists this user's applications on YARN that have ended, or shows what became of one.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
public final class HistoryCommand implements Callable<Integer> {

    private final Map<String, String> environment;
    private final Terminal terminal;

    @Parameters(paramLabel = "ID", arity = "0..1", description = "The application that is shown.")
    private Optional<String> id = Optional.empty();

    @Option(names = "--json", description = "Shows the file of the application as it is.")
    private boolean json;

    @Option(
            names = {"-D"},
            paramLabel = "key=value",
            description = "Sets any option; it outweighs the files of the configuration.")
    private List<String> assignments = new ArrayList<>();

    /** With the environment that names configuration and Hadoop. */
    public HistoryCommand(Map<String, String> environment, Terminal terminal) {
        this.environment = Map.copyOf(environment);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        check();
        HistoryText text = new HistoryText(ZoneId.systemDefault());
        try (YarnAccess yarn = YarnAccess.open(ClientSettings.of(environment, assignments), terminal)) {
            if (id.isEmpty()) {
                list(yarn.histories(), text);
            } else if (json) {
                terminal.say(yarn.historyFile(id.get()));
            } else {
                text.lines(yarn.history(id.get())).forEach(terminal::say);
            }
        }
        return ExitCode.DONE.status();
    }

    private void check() {
        if (id.isEmpty() && json) {
            throw CommandException.unusable("Expected the id of an application beside --json, but found none.");
        }
        if (id.isPresent() && !id.get().matches("application_\\d+_\\d+")) {
            throw CommandException.unusable(
                    "Expected the id of an application, such as application_1700000000000_0001, but found " + id.get()
                            + ". selvage history lists them.");
        }
    }

    private void list(List<ApplicationHistory> histories, HistoryText text) {
        histories.stream().map(text::line).forEach(terminal::say);
        if (histories.isEmpty()) {
            terminal.say("No application has left a history.");
        }
    }
}
