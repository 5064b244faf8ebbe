package dev.selvage.platform.launch;

import dev.selvage.core.config.ProcessOptions;
import dev.selvage.core.config.option.Configuration;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Prepares a process that takes the place of the script that was called, so that whoever called it waits for it, ends it and hears its
 * status.
 */
final class Foreground {

    private final Installation installation;
    /** What the script becomes goes to standard output, and so no words for people do. */
    private final PrintStream terminal;

    Foreground(Installation installation, PrintStream terminal) {
        this.installation = installation;
        this.terminal = terminal;
    }

    /** What the script has to become, word by word. */
    List<String> command(LaunchPlan plan, Configuration configuration) throws LaunchException {
        terminal.println(
                "Starting " + plan.daemon() + " as a console application on host " + installation.host() + ".");
        int number = note(plan.daemon(), configuration);
        List<String> command = new ArrayList<>();
        if (configuration.get(ProcessOptions.REDIRECT_OUTPUT)) {
            Path output = LocalStart.writable(installation.logs(configuration))
                    .resolve(installation.fileName(plan.daemon(), number) + ".out");
            terminal.println("Its output goes to " + output + ".");
            command.addAll(List.of("sh", "-c", "exec \"$@\" > \"$0\" 2>&1", output.toString()));
        }
        command.add("env");
        plan.with("SELVAGE_LOG_ROLE", "foreground")
                .variables()
                .forEach((name, value) -> command.add(name + "=" + value));
        command.addAll(plan.command());
        for (String word : command) {
            if (word.contains("\n")) {
                throw LaunchException.unusable("Expected settings without line breaks, but found " + word + ".");
            }
        }
        return command;
    }

    /** The script keeps its number when it becomes the process, so that the command to stop it finds it. */
    private int note(Daemon daemon, Configuration configuration) throws LaunchException {
        try (PidFile pids = PidFile.open(installation.pidFile(configuration, daemon), daemon)) {
            int number = pids.free();
            for (String script :
                    installation.variable("SELVAGE_SCRIPT_PID").stream().toList()) {
                pids.put(number, Long.parseLong(script));
            }
            return number;
        }
    }
}
