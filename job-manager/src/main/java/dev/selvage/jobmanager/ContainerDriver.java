package dev.selvage.jobmanager;

import dev.selvage.core.jobmanager.containers.ContainerAction;
import dev.selvage.core.jobmanager.containers.ContainerEvent;
import dev.selvage.core.jobmanager.containers.ContainerSettings;
import dev.selvage.core.loop.Inbox;
import dev.selvage.platform.leadership.LeaderRecord;

/**
 * Whoever gets a cluster its containers. He does what he is told and tells what happens; which containers there should be is
 * decided by the JobManager alone, who compares.
 */
public interface ContainerDriver {

    /** What his containers are like, and how many there may be. */
    ContainerSettings settings();

    /**
     * From now on he is there for this leader.
     *
     * @param leader where those find it that he starts, if no record tells them
     * @param news takes what he hears, and first of all what he has heard so far
     */
    void serve(LeaderRecord leader, Inbox<ContainerEvent> news);

    /** Begins what is wanted, and returns at once: the JobManager's loop calls. */
    void carryOut(ContainerAction action);
}
