package dev.selvage.client.yarn;

import dev.selvage.client.RunRequest;
import dev.selvage.client.Target;
import dev.selvage.client.rest.RemoteTarget;
import dev.selvage.platform.program.ProgramException;
import dev.selvage.platform.program.UserProgram;

/** A session on YARN: {@code main()} is called here, its jobs run there. */
public final class YarnSessionTarget implements Target {

    /** Its name, which is also meant where a session is noted and nothing else is said. */
    public static final String NAME = "yarn-session";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void run(UserProgram program, RunRequest request) throws ProgramException {
        ApplicationCluster session = ApplicationCluster.meantBy(request.settings(), request.terminal())
                .orElseThrow();
        RemoteTarget.run(session, program, request);
    }
}
