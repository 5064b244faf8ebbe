package dev.selvage.client.command;

import dev.selvage.client.ClientLog;
import dev.selvage.client.ClientSettings;
import dev.selvage.client.CommandException;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.platform.http.JsonFormat;
import dev.selvage.platform.process.ExitCode;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code selvage info}: calls {@code main()} up to its first {@code execute()}, and shows what that would run. */
@Command(
        name = "info",
        description = "Shows the plan of the first job that a program executes, and runs nothing.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class InfoCommand implements Callable<Integer> {

    private final Client client;

    @Mixin
    private ProgramOptions program = new ProgramOptions();

    @Option(names = "--json", description = "Shows it as JSON, as REST does.")
    private boolean json;

    @Mixin
    private CommonOptions common = new CommonOptions();

    InfoCommand(Client client) {
        this.client = client;
    }

    /** An error, since programs catch exceptions: nothing behind {@code execute()} is to happen. */
    private static final class Enough extends Error {
        private static final long serialVersionUID = 1L;

        Enough() {
            super("the plan is known", null, false, false);
        }
    }

    @Override
    public Integer call() {
        ClientSettings settings = common.settings(client, program.assignments());
        ClientLog.start(settings, client.terminal());
        List<ExecutionPlan> found = new CopyOnWriteArrayList<>();
        try {
            ProgramRunner.find().run(program.program(settings), job -> {
                found.add(job.plan());
                throw new Enough();
            });
        } catch (ProgramException e) {
            if (found.isEmpty()) {
                throw CommandException.unusable(
                        e.wasCalled() ? ThrownByProgram.text(e).strip() : e.sentence(), e);
            }
        }
        if (found.isEmpty()) {
            throw CommandException.unusable(
                    "Expected main() to execute a job, but it returned without a call of execute(), so there is no plan.");
        }
        ExecutionPlan plan = found.get(0);
        client.terminal().say(json ? asJson(plan) : PlanText.of(plan));
        return ExitCode.DONE.status();
    }

    private static String asJson(ExecutionPlan plan) {
        try {
            return new String(JsonFormat.write(PlanReply.of(plan)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
