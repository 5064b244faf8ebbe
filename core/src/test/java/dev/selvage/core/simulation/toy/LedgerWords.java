package dev.selvage.core.simulation.toy;

/** What the toy's processes say to each other and write down. */
final class LedgerWords {

    static final String LEADER_NODE = "/leader";
    static final String POINTER_NODE = "/pointer";
    static final String DIRECTORY = "/ledger";

    private LedgerWords() {}

    static String masterName(int attempt) {
        return "am-" + attempt;
    }

    /** Who leads: the content of the leader's node. */
    record Leader(long epoch, int attempt) {
        static Leader parse(String data) {
            String[] parts = data.split(":", 2);
            return new Leader(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }

        String format() {
            return epoch + ":" + attempt;
        }
    }

    /** What goes from process to process. */
    sealed interface Wire {
        /** A client's request, sent until it is answered. */
        record Add(int request) implements Wire {}

        /** The request is in the ledger, for good. */
        record Added(int request) implements Wire {}

        /** A worker tells the leader which container it is. */
        record Hello(int container) implements Wire {}

        /** The leader has a worker look at a request. */
        record Work(int request) implements Wire {}

        /** The worker has looked. */
        record Worked(int request) implements Wire {}
    }
}
