package dev.selvage.client.command;

import dev.selvage.api.execute.JobFailedException;
import dev.selvage.client.ClientLog;
import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.client.RunRequest;
import dev.selvage.client.Target;
import dev.selvage.client.yarn.MeantApplication;
import dev.selvage.client.yarn.YarnSessionTarget;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.program.JobRefusedException;
import dev.selvage.platform.program.ProgramException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.logging.log4j.LogManager;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code selvage run}: calls {@code main()} here, and sends its jobs to a cluster. */
@Command(
        name = "run",
        description = "Runs a program: main() of a jar is called here, and its jobs go to a cluster.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {

    private static final String REMOTE = "remote";

    private final Client client;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Mixin
    private WaitOptions waiting = new WaitOptions();

    @Mixin
    private YarnWords yarn = new YarnWords();

    @Mixin
    private CommonOptions common = new CommonOptions();

    RunCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        List<String> assignments = program.assignments();
        assignments.addAll(yarn.assignments());
        assignments.addAll(waiting.assignments());
        ClientSettings settings = common.settings(client, assignments);
        Target where = Targets.of(settings.configuration()
                .find(ExecutionOptions.TARGET)
                .orElseGet(() -> MeantApplication.of(settings)
                        .map(noted -> YarnSessionTarget.NAME)
                        .orElse(REMOTE)));
        Path log = ClientLog.start(settings, client.terminal());
        program.noteMisplaced("run", client.terminal());
        try {
            where.run(program.program(settings), new RunRequest(settings, isDetached(settings), client.terminal()));
            return ExitCode.DONE.status();
        } catch (ProgramException e) {
            return failed(e, log);
        }
    }

    /** Unless something is said, the command line waits. */
    static boolean isDetached(ClientSettings settings) {
        return settings.configuration().isSet(ExecutionOptions.ATTACHED)
                && !settings.configuration().get(ExecutionOptions.ATTACHED);
    }

    private int failed(ProgramException e, Path log) {
        if (!e.wasCalled()) {
            throw CommandException.unusable(e.sentence(), e);
        }
        // Not as an error: those show on the terminal, where a person gets the short form.
        LogManager.getLogger(RunCommand.class).info("The program did not come to its end.", e);
        client.terminal().progressIsOver();
        for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof CommandException refused) {
                throw refused;
            } else if (cause instanceof JobRefusedException refused) {
                throw CommandException.unusable(refused.sentences(), refused);
            } else if (cause instanceof JobFailedException) {
                client.terminal().tell(String.valueOf(cause.getMessage()));
                return ExitCode.JOB_FAILED.status();
            }
        }
        client.terminal().tell(ThrownByProgram.text(e) + "The whole of it is in " + log + ".");
        return ExitCode.JOB_FAILED.status();
    }
}
