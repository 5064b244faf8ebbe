package dev.selvage.platform.rpc;

import dev.selvage.core.id.LeaderEpoch;

/**
 * Who leads.
 *
 * @param address where TaskManagers dial it: a host and a port with a colon in between
 */
public record LeaderRecord(LeaderEpoch epoch, String address) {}
