package dev.selvage.local;

import dev.selvage.api.execute.JobClient;

/** What only a job in one's own JVM can be asked for; every job that {@link LocalExecutor} runs is one. */
public interface LocalJobClient extends JobClient {

    /** How many TaskManagers its cluster has. */
    int taskManagers();

    /**
     * Kills one of its TaskManagers, counted from 0, with all tasks on it, and starts another one in its place. What they
     * had not committed is lost, and the job goes on from its newest checkpoint as its restart strategy says.
     */
    void killTaskManager(int number);
}
