package dev.selvage.platform.leadership;

import dev.selvage.core.id.LeaderEpoch;

/**
 * Who leads.
 *
 * @param control where TaskManagers dial it: a host and a port with a colon in between
 * @param rest where clients reach it: the beginning of a URL, such as {@code http://host:8081}
 */
public record LeaderRecord(LeaderEpoch epoch, String control, String rest) {}
