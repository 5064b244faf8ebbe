package dev.selvage.client.command;

import dev.selvage.core.id.JobId;
import dev.selvage.platform.process.ExitCode;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code selvage stop}: a job ends with a savepoint, behind which nothing of it shows. */
@Command(
        name = "stop",
        description = "Stops a job with a savepoint: all output before it is committed, and nothing behind it.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StopCommand implements Callable<Integer> {

    private final Client client;

    @Option(
            names = {"-p", "--savepointPath"},
            paramLabel = "DIR",
            description = "The directory for the savepoint, if not that of the cluster's configuration.")
    private Optional<String> directory = Optional.empty();

    @Option(
            names = {"-d", "--drain"},
            description = "Lets the job see the end of time before. The cluster refuses it as yet.")
    private boolean drain;

    @Parameters(index = "0", paramLabel = "JOB", description = "The identifier of the job.")
    private String job = "";

    @Mixin
    private CommonOptions common = new CommonOptions();

    StopCommand(Client client) {
        this.client = client;
    }

    @Override
    public Integer call() {
        JobId id = CommonOptions.jobId(job);
        String made = common.jobs(client).stop(id, directory.map(Paths::absolute), drain);
        client.terminal().say("Job " + id + " has stopped. Path: " + made);
        return ExitCode.DONE.status();
    }
}
