package dev.selvage.container.network;

import dev.selvage.core.id.DeploymentNumber;
import dev.selvage.core.id.JobId;

/**
 * What both ends of a channel call it. The deployment is part of the name, so that nothing of an old one is ever taken for
 * the new one's.
 */
public record ChannelName(JobId job, DeploymentNumber deployment, int edge, int producer, int consumer) {
    @Override
    public String toString() {
        return "channel of edge " + edge + " from subtask " + producer + " to subtask " + consumer + " in deployment "
                + deployment + " of job " + job;
    }
}
