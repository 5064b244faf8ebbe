package dev.selvage.client.command;

import dev.selvage.client.ClientLog;
import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.RunRequest;
import dev.selvage.client.yarn.ProgramApplication;
import dev.selvage.core.config.ExecutionOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code selvage run-application}: an application on YARN calls {@code main()}, and runs its jobs. */
@Command(
        name = "run-application",
        description = "Runs a program: main() of a jar is called on YARN, where its jobs run too.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunApplicationCommand implements Callable<Integer> {

    /** The only target. */
    static final String TARGET = "yarn-application";

    private final Client client;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private YarnWords yarn = new YarnWords();

    @Mixin
    private CommonOptions common = new CommonOptions();

    RunApplicationCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        List<String> assignments = program.assignments();
        assignments.addAll(yarn.assignments());
        assignments.addAll(waiting.assignments());
        ClientSettings settings = common.settings(client, assignments);
        String target = settings.configuration().find(ExecutionOptions.TARGET).orElse(TARGET);
        if (!target.equals(TARGET)) {
            throw CommandException.unusable("Expected the target " + TARGET + " of selvage run-application, but found "
                    + target + ", which is for selvage run: there main() is called on this machine.");
        }
        ClientLog.start(settings, client.terminal());
        program.noteMisplaced("run-application", client.terminal());
        RunRequest request = new RunRequest(settings, RunCommand.isDetached(settings), client.terminal());
        return new ProgramApplication(request)
                .run(program.jar(), program.entryClass(), program.arguments(), ProgramOptions.forGraphs(settings))
                .status();
    }
}
