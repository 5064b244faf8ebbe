package dev.selvage.platform.program;

import dev.selvage.api.execute.JobClient;
import java.io.IOException;

/** Where the jobs of a program go. Called on the thread that executes a job, which may be any. */
public interface JobDestination {

    /** Asked for each job that is executed, before it is packed. */
    default JobTicket ticket(String jobName) {
        return JobTicket.fresh();
    }

    /**
     * Takes a job over: when this returns it is safe with whoever runs it. Its pieces lie there until then and no longer. What is
     * thrown comes out of the program's {@code execute()}.
     *
     * @return what the program, if it waits for the job, waits for
     */
    JobClient submit(JobPackage job) throws IOException, InterruptedException;

    /** The program has called {@code System.exit()}. If this returns the process goes on, and the thread that has called ends. */
    default void exit(int status) {
        System.exit(status);
    }
}
