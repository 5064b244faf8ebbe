package dev.selvage.client;

/**
 * How a program is to be run.
 *
 * @param detached whether nobody waits for its jobs
 */
public record RunRequest(ClientSettings settings, boolean detached, Terminal terminal) {}
