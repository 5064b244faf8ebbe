package dev.selvage.client.local;

import dev.selvage.client.CommandException;
import dev.selvage.client.RunRequest;
import dev.selvage.client.Target;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.ProgramRunner;
import dev.selvage.platform.program.UserProgram;

/** This process: each job has a cluster of its own in it. */
public final class LocalTarget implements Target {

    @Override
    public String name() {
        return "local";
    }

    @Override
    public void run(UserProgram program, RunRequest request) throws ProgramException {
        if (request.detached()) {
            throw CommandException.unusable(
                    "Expected a job with the target local to be waited for, since it runs in this process and ends with"
                            + " it, but found that it is to be detached. Leave out -d, or name another target by -t.");
        }
        ProgramRunner.find().runHere(program);
    }
}
