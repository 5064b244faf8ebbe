package dev.selvage.client.command;

import dev.selvage.core.config.ExecutionOptions;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Whether a command waits for what it has submitted, and what becomes of that if the command is ended meanwhile. */
final class WaitOptions {

    @Option(
            names = {"-d", "--detached", "-yd", "--yarndetached"},
            description = "Returns as soon as what is submitted has been taken up.")
    private boolean detached;

    @Option(
            names = {"-sae", "--shutdownOnAttachedExit"},
            description = "Ends what was submitted if this command is ended, such as by Ctrl-C.")
    private boolean endsOnExit;

    /** As options of the configuration. */
    List<String> assignments() {
        List<String> assignments = new ArrayList<>();
        if (detached) {
            assignments.add(ExecutionOptions.ATTACHED.key() + "=false");
        }
        if (endsOnExit) {
            assignments.add(ExecutionOptions.SHUTDOWN_ON_ATTACHED_EXIT.key() + "=true");
        }
        return assignments;
    }
}
