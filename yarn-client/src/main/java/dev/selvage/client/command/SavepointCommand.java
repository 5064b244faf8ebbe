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

/** {@code selvage savepoint}: makes one beside a job that goes on, or deletes one. */
@Command(
        name = "savepoint",
        description = "Makes a savepoint of a job, which goes on; or deletes one.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class SavepointCommand implements Callable<Integer> {

    private final Client client;

    @Option(
            names = {"-d", "--dispose"},
            paramLabel = "PATH",
            description = "Deletes this savepoint, and makes none.")
    private Optional<String> disposed = Optional.empty();

    @Parameters(index = "0", arity = "0..1", paramLabel = "JOB", description = "The identifier of the job.")
    private Optional<String> job = Optional.empty();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "DIR",
            description = "The directory for the savepoint, if not that of the cluster's configuration.")
    private Optional<String> directory = Optional.empty();

    @Mixin
    private CommonOptions common = new CommonOptions();

    SavepointCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        if (disposed.isPresent()) {
            dispose(Paths.absolute(disposed.get()));
        } else {
            JobId id = CommonOptions.jobId(job.orElseThrow(() -> CommandException.unusable(
                    "Expected the identifier of a job behind selvage savepoint, but found none. selvage list shows them;"
                            + " to delete a savepoint, say selvage savepoint -d PATH.")));
            ClusterJobs jobs = common.jobs(client);
            String made = jobs.savepoint(id, directory.map(Paths::absolute));
            client.terminal().say("Savepoint of job " + id + " is complete. Path: " + made);
        }
        return ExitCode.DONE.status();
    }

    private void dispose(String path) {
        job.ifPresent(word -> {
            throw CommandException.unusable("Expected nothing but the path of a savepoint behind -d, but found " + word
                    + " too. To make a savepoint, leave out -d.");
        });
        common.jobs(client).dispose(path);
        client.terminal().say("Savepoint " + path + " is deleted.");
    }
}
