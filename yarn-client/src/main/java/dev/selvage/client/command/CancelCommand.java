package dev.selvage.client.command;

import dev.selvage.client.CommandException;
import dev.selvage.client.rest.ClusterJobs;
import dev.selvage.core.id.JobId;
import dev.selvage.platform.process.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code selvage cancel}: a job is to end without finishing. */
@Command(
        name = "cancel",
        description = "Ends a job without its finishing.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class CancelCommand implements Callable<Integer> {

    private final Client client;

    @Option(
            names = {"-s", "--withSavepoint"},
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "DIR",
            description = "Stops it with a savepoint, as stop does, which is the newer way to say so.")
    private Optional<String> savepoint = Optional.empty();

    @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "The identifier of the job.")
    private Optional<String> job = Optional.empty();

    @Mixin
    private CommonOptions common = new CommonOptions();

    CancelCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        // Behind an option that may or may not have a value the job's identifier is taken for that.
        Optional<String> directory = job.isPresent() ? savepoint : Optional.of("");
        String named = job.or(() -> savepoint)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> CommandException.unusable(
                        "Expected the identifier of a job behind selvage cancel, but found none. selvage list shows"
                                + " them."));
        JobId id = CommonOptions.jobId(named);
        ClusterJobs jobs = common.jobs(client);
        if (savepoint.isPresent()) {
            Optional<String> place = directory.filter(text -> !text.isEmpty()).map(Paths::absolute);
            client.terminal().say("Job " + id + " has stopped. Path: " + jobs.stop(id, place, false));
        } else {
            jobs.cancel(id);
            client.terminal().say("Job " + id + " is being cancelled.");
        }
        return ExitCode.DONE.status();
    }
}
