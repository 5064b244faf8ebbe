package dev.selvage.container.network;

import dev.selvage.platform.security.InternalTls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/**
 * How a process talks to the others of its cluster.
 *
 * @param cluster whose processes talk to each other; another cluster's are refused
 * @param secret what every process of the cluster knows
 * @param tls how connections are encrypted, if they are
 * @param bind where to listen; port 0 takes any free one
 * @param threads that read from and write to the network
 * @param frameBytes when a frame is full
 * @param windowBytes how much a channel's consumer lets its producer send before it has taken any, at most
 * @param slotBytes how much all channels of a slot may hold together, at either end
 * @param patience how long an open waits for a producer that is not deployed yet, and how long dialling and closing may take
 */
public record TransportSettings(
        String cluster,
        String secret,
        Optional<InternalTls> tls,
        InetSocketAddress bind,
        int threads,
        int frameBytes,
        int windowBytes,
        long slotBytes,
        Duration patience) {

    /** Below this a channel would mostly wait for credit, so a slot with very many channels holds more than it should. */
    private static final int LEAST_WINDOW = 8 << 10;

    private static final int LEAST_FRAMES = 2;

    /** The usual sizes, with as many channels as there may be. */
    public static TransportSettings of(String cluster, String secret, InetSocketAddress bind) {
        return new TransportSettings(
                cluster,
                secret,
                Optional.empty(),
                bind,
                2,
                32 << 10,
                256 << 10,
                Long.MAX_VALUE,
                Duration.ofSeconds(10));
    }

    /** The same, encrypted or not. */
    public TransportSettings withTls(Optional<InternalTls> newTls) {
        return new TransportSettings(
                cluster, secret, newTls, bind, threads, frameBytes, windowBytes, slotBytes, patience);
    }

    /** The same with other sizes. */
    public TransportSettings withSizes(int newFrameBytes, int newWindowBytes) {
        return new TransportSettings(
                cluster, secret, tls, bind, threads, newFrameBytes, newWindowBytes, slotBytes, patience);
    }

    /** The same with a bound for the channels of each slot. */
    public TransportSettings withSlotBytes(long newSlotBytes) {
        return new TransportSettings(
                cluster, secret, tls, bind, threads, frameBytes, windowBytes, newSlotBytes, patience);
    }

    /**
     * The sizes for one of so many channels of a slot. Windows are what bounds the memory of the network: what is in frames was
     * let go by a window of its consumer's, so that many channels get smaller windows rather than more memory, and frames that
     * fit into them.
     */
    TransportSettings among(int channels) {
        long share = Math.max(LEAST_WINDOW, slotBytes / Math.max(1, channels));
        int window = (int) Math.min(windowBytes, share);
        return withSizes(Math.min(frameBytes, Math.max(1, window / LEAST_FRAMES)), window);
    }

    /** The same with more or less patience. */
    public TransportSettings withPatience(Duration newPatience) {
        return new TransportSettings(
                cluster, secret, tls, bind, threads, frameBytes, windowBytes, slotBytes, newPatience);
    }

    /** Never prints the secret. */
    @Override
    public String toString() {
        return "transport of cluster " + cluster + " at " + bind;
    }
}
