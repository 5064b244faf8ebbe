package dev.selvage.core.jobmanager.view;

import dev.selvage.core.message.Peer;

/**
 * A TaskManager that is known.
 *
 * @param connected whether it is there now; one whose connection broke may come back
 * @param slots how many it has
 * @param free how many of them no job has
 * @param lastHeardMillis when it last said anything
 */
public record TaskManagerView(Peer peer, boolean connected, int slots, int free, long lastHeardMillis) {}
