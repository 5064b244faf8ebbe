package dev.selvage.core.id;

/**
 * One operator of a job's graph. State belongs to it, so it must come out the same when the job is built again: it is a
 * hash of the operator's uid, or of its place in the graph if it has none.
 */
public record OperatorId(long high, long low) implements Comparable<OperatorId> {

    /** The identifier that the 32 hex digits stand for. */
    public static OperatorId parse(String text) {
        return new OperatorId(Hex128.high(text), Hex128.low(text));
    }

    /** The identifier of the operator to which its author gave this uid. */
    public static OperatorId ofUid(String uid) {
        return of("uid " + uid);
    }

    /**
     * The identifier of an operator without a uid.
     *
     * @param structure tells the operator from all others of its graph, and the same in every build of that graph
     */
    public static OperatorId ofStructure(String structure) {
        return of("structure " + structure);
    }

    /** A persistent format: checkpoints name operators by what comes out here. */
    private static OperatorId of(String text) {
        Digest128 digest = Digest128.of(text);
        return new OperatorId(digest.high(), digest.low());
    }

    @Override
    public int compareTo(OperatorId other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    @Override
    public String toString() {
        return Hex128.format(high, low);
    }
}
