package dev.selvage.platform.zookeeper;

import dev.selvage.core.id.LeaderEpoch;
import dev.selvage.platform.leadership.LeaderRecord;
import java.util.Optional;

/**
 * What the leader's node says, as JSON.
 *
 * @param format raised when a release of before could not read what is written
 * @param token drawn anew for each term, so that whoever lost the answer to a write finds out whether it was his that took effect
 * @param control where TaskManagers dial the leader, once it has said so
 * @param rest where clients reach it, once it has said so
 */
record LeaderNode(int format, long epoch, String token, Optional<String> control, Optional<String> rest) {

    static final NodeFormat<LeaderNode> FORMAT = new NodeFormat<>("who leads", LeaderNode.class, LeaderNode::format);

    /** Before the first term. */
    static LeaderNode nobody() {
        return new LeaderNode(NodeFormat.VERSION, 0, "", Optional.empty(), Optional.empty());
    }

    /** The next term, whose leader has not said where he is: never the new epoch with the old addresses. */
    LeaderNode next(String nextToken) {
        return new LeaderNode(NodeFormat.VERSION, epoch + 1, nextToken, Optional.empty(), Optional.empty());
    }

    LeaderNode announced(String atControl, String atRest) {
        return new LeaderNode(NodeFormat.VERSION, epoch, token, Optional.of(atControl), Optional.of(atRest));
    }

    /** For everybody else; nothing as long as there are no addresses. */
    Optional<LeaderRecord> leader() {
        return control.flatMap(
                atControl -> rest.map(atRest -> new LeaderRecord(new LeaderEpoch(epoch), atControl, atRest)));
    }
}
