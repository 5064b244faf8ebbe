package dev.selvage.platform.program;

import dev.selvage.api.execute.JobClient;
import java.io.IOException;

/** Where the jobs of a program go. Called on the thread that executes a job, which may be any. */
public interface JobDestination {

    /**
     * Takes a job over: when this returns it is safe with whoever runs it. Its pieces lie there until then and no longer. What is
     * thrown comes out of the program's {@code execute()}.
     *
     * @return what the program, if it waits for the job, waits for
     */
    JobClient submit(JobPackage job) throws IOException, InterruptedException;
}
