package dev.selvage.platform.rpc;

import dev.selvage.core.id.ClusterId;
import dev.selvage.platform.security.ControlSecret;
import dev.selvage.platform.security.InternalTls;
import java.time.Duration;
import java.util.Optional;

/**
 * What both ends of control connections have to know.
 *
 * @param cluster whose processes talk to each other; another cluster's are refused
 * @param secret what all of them know
 * @param tls how connections are encrypted, if they are
 * @param longestMessage in bytes; one that is longer ends its connection
 * @param longestBacklog how many bytes may wait for a peer that does not read, before its connection is ended
 * @param patience how long a dial may take, and how long a peer may take to prove who it is
 */
public record ControlSettings(
        ClusterId cluster,
        ControlSecret secret,
        Optional<InternalTls> tls,
        int longestMessage,
        int longestBacklog,
        Duration patience) {

    /** The usual sizes: room for the deployment of a large job, and a bound on what a stuck peer costs. */
    public static ControlSettings of(ClusterId cluster, ControlSecret secret) {
        return new ControlSettings(cluster, secret, Optional.empty(), 64 << 20, 128 << 20, Duration.ofSeconds(10));
    }

    /** The same, encrypted or not. */
    public ControlSettings withTls(Optional<InternalTls> newTls) {
        return new ControlSettings(cluster, secret, newTls, longestMessage, longestBacklog, patience);
    }

    /** The same with other sizes. */
    public ControlSettings withSizes(int newLongestMessage, int newLongestBacklog) {
        return new ControlSettings(cluster, secret, tls, newLongestMessage, newLongestBacklog, patience);
    }

    /** The same with more or less patience. */
    public ControlSettings withPatience(Duration newPatience) {
        return new ControlSettings(cluster, secret, tls, longestMessage, longestBacklog, newPatience);
    }
}
