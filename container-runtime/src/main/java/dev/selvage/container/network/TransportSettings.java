package dev.selvage.container.network;

import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * How a process talks to the others of its cluster.
 *
 * @param cluster whose processes talk to each other; another cluster's are refused
 * @param secret what every process of the cluster knows
 * @param bind where to listen; port 0 takes any free one
 * @param threads that read from and write to the network
 * @param frameBytes when a frame is full
 * @param windowBytes how much a channel's consumer lets its producer send before it has taken any
 * @param patience how long an open waits for a producer that is not deployed yet, and how long dialling and closing may take
 */
public record TransportSettings(
        String cluster,
        String secret,
        InetSocketAddress bind,
        int threads,
        int frameBytes,
        int windowBytes,
        Duration patience) {

    /** The usual sizes. */
    public static TransportSettings of(String cluster, String secret, InetSocketAddress bind) {
        return new TransportSettings(cluster, secret, bind, 2, 32 << 10, 256 << 10, Duration.ofSeconds(10));
    }

    /** The same with other sizes. */
    public TransportSettings withSizes(int newFrameBytes, int newWindowBytes) {
        return new TransportSettings(cluster, secret, bind, threads, newFrameBytes, newWindowBytes, patience);
    }

    /** The same with more or less patience. */
    public TransportSettings withPatience(Duration newPatience) {
        return new TransportSettings(cluster, secret, bind, threads, frameBytes, windowBytes, newPatience);
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "transport of cluster " + cluster + " at " + bind;
    }
}
