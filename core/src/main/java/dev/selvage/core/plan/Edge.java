package dev.selvage.core.plan;

import dev.selvage.core.id.VertexId;

/**
 * Records on their way from one vertex to another.
 *
 * @param number its place in the plan's list of edges; names its channels
 * @param output where in the producers' chain the records come from
 * @param input which input of the consumers' first operator they go to; several edges may feed one
 * @param keyed whether records travel with the hash of their key
 */
public record Edge(
        int number, VertexId from, OutputOf output, VertexId to, int input, Exchange exchange, boolean keyed) {

    /** The consumers that a producer has channels to. */
    public SubtaskRange consumersOf(int producer, int producers, int consumers) {
        if (exchange.isAllToAll()) {
            return new SubtaskRange(0, consumers - 1);
        }
        return share(producer, producers, consumers);
    }

    /** The producers that a consumer has channels from. */
    public SubtaskRange producersOf(int consumer, int producers, int consumers) {
        if (exchange.isAllToAll()) {
            return new SubtaskRange(0, producers - 1);
        }
        return share(consumer, consumers, producers);
    }

    /** Even shares, the same seen from both ends: where the other side is larger, a range of it; else the one it falls to. */
    private static SubtaskRange share(int one, int ones, int others) {
        if (others <= ones) {
            int other = (int) ((long) one * others / ones);
            return new SubtaskRange(other, other);
        }
        long first = ((long) one * others + ones - 1) / ones;
        long last = ((one + 1L) * others - 1) / ones;
        return new SubtaskRange((int) first, (int) last);
    }
}
