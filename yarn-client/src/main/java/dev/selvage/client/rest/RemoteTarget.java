package dev.selvage.client.rest;

import dev.selvage.client.RunRequest;
import dev.selvage.client.Target;
import dev.selvage.core.config.ExecutionOptions;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;

/** A cluster that runs already, such as a standalone one: {@code main()} is called here, its jobs run there. */
public final class RemoteTarget implements Target {

    @Override
    public String name() {
        return "remote";
    }

    @Override
    public void run(UserProgram program, RunRequest request) throws ProgramException {
        run(ClusterFinder.of(request.settings(), request.terminal()), program, request);
    }

    /** The same for a cluster that is found in another way. */
    public static void run(ClusterFinder finder, UserProgram program, RunRequest request) throws ProgramException {
        ClusterJobs jobs = new ClusterJobs(new ClusterClient(finder, request.settings(), request.terminal()));
        // What the program does before its first job would be in vain without a cluster.
        jobs.list();
        Departure departure = new Departure(
                request.terminal(), request.settings().configuration().get(ExecutionOptions.SHUTDOWN_ON_ATTACHED_EXIT));
        if (!request.detached()) {
            departure.watch();
        }
        ProgramRunner.find().run(program, new RestDestination(jobs, request.detached(), departure));
        departure.isExpected();
    }
}
