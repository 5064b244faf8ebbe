package dev.selvage.core.simulation.toy;

import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.cluster.Cluster;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import java.util.BitSet;
import java.util.Optional;

/** What the ledger promises; looks closely only when something changed, since it looks after every event. */
final class LedgerPromises {

    /**
     * For what YARN gives beyond what is asked for, reports late, or is asked for while it gives. Only a flood exceeds it; that
     * one container too many is asked for shows with {@link AskedFor}.
     */
    private static final int SLACK = 2 * LedgerContainers.WANTED + 2;

    private final Cluster cluster;
    private final LedgerClient client;
    private String lastPointer = "";
    private int lastAnswers;
    private String lastWritten = "";
    private Optional<AskedFor> asking = Optional.empty();
    private final BitSet durable = new BitSet();

    LedgerPromises(Cluster cluster, LedgerClient client) {
        this.cluster = cluster;
        this.client = client;
    }

    void makeTo(Simulation simulation) {
        simulation.promise("at most one leader's writes take effect", this::onlyTheLeaderWrites);
        simulation.promise("what the pointer names is there", this::pointerHolds);
        simulation.promise("nothing that was acknowledged is lost", this::nothingLost);
        simulation.promise("no more containers are asked for than are missing", this::askedWithinNeed);
        simulation.promise("the containers held stay within the need and its slack", this::containersWithinNeed);
    }

    /** The master that counts now: whoever came before it is a zombie, whose requests YARN refuses. */
    void judge(AskedFor master) {
        asking = Optional.of(master);
    }

    private String pointer() {
        return cluster.zooKeeper()
                .model()
                .node(LedgerWords.POINTER_NODE)
                .orElseThrow()
                .data();
    }

    private Optional<String> pointerHolds() {
        String file = pointer();
        return file.isEmpty() || cluster.storage().files().read(file).isPresent()
                ? Optional.empty()
                : Optional.of("the pointer names " + file + ", which is not there");
    }

    private Optional<String> onlyTheLeaderWrites() {
        String file = pointer();
        if (file.equals(lastWritten)) {
            return Optional.empty();
        }
        lastWritten = file;
        Leader leader = Leader.parse(cluster.zooKeeper()
                .model()
                .node(LedgerWords.LEADER_NODE)
                .orElseThrow()
                .data());
        return LedgerBook.epochOf(file) == leader.epoch()
                ? Optional.empty()
                : Optional.of("the pointer was moved to " + file + " while " + leader + " led");
    }

    private Optional<String> nothingLost() {
        String file = pointer();
        if (!file.equals(lastPointer)) {
            durable.clear();
            durable.or(LedgerBook.parse(cluster.storage().files().read(file).orElse("")));
        } else if (client.answers == lastAnswers) {
            return Optional.empty();
        }
        lastPointer = file;
        lastAnswers = client.answers;
        BitSet lost = (BitSet) client.answered.clone();
        lost.andNot(durable);
        return lost.isEmpty()
                ? Optional.empty()
                : Optional.of("requests " + lost + " were acknowledged, but are not in " + file);
    }

    private Optional<String> askedWithinNeed() {
        return asking.flatMap(AskedFor::excess);
    }

    private Optional<String> containersWithinNeed() {
        int held = cluster.yarn().heldAndPending();
        return held <= LedgerContainers.WANTED + SLACK
                ? Optional.empty()
                : Optional.of(held + " containers are held or asked for, where " + LedgerContainers.WANTED
                        + " are wanted and the slack is " + SLACK);
    }
}
