package dev.selvage.jobmanager;

/** This process's claim to lead. Called on the JobManager's loop; returns at once. */
public interface Leadership {

    /**
     * Reads the leader's record; answered by {@link dev.selvage.core.jobmanager.JobManagerEvent.LeaderFound}, or not at all.
     */
    void lookForLeader();

    /** Ends this process, or what stands for it, since another one leads. */
    void stepDown();
}
