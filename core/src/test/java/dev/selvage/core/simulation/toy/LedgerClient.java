package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.cluster.Heard;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.toy.LedgerWords.Wire;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeMap;

/** Makes a request every few milliseconds and repeats each until it is answered, for as long as the world runs; never dies, since it is the judge. */
final class LedgerClient implements Component<Heard, Wish> {

    private static final long PACE_MILLIS = 60;
    private static final long REPEAT_MILLIS = 400;

    /** Each with the time at which it was made. */
    private final TreeMap<Integer, Long> open = new TreeMap<>();

    /** Read by the promises. */
    final BitSet answered = new BitSet();

    /** Read by the promises: counts answers, repeated ones too. */
    int answers;

    private int made;
    private long nextRequestAt;
    private long nextRepeatAt;
    private String leader = LedgerWords.masterName(1);

    @Override
    public List<Wish> onMessage(Heard message, Turn turn) {
        if (message instanceof Heard.Loose loose && loose.message() instanceof Wire.Added added) {
            open.remove(added.request());
            answered.set(added.request());
            answers++;
        } else if (message instanceof Heard.FromZooKeeper it) {
            if (it.reply() instanceof Reply.Found found && found.node().isPresent()) {
                leader = LedgerWords.masterName(
                        Leader.parse(found.node().get().data()).attempt());
            } else if (it.reply() instanceof Reply.SessionExpired) {
                return List.of(new Wish.OpenSession());
            }
        }
        return List.of();
    }

    @Override
    public List<Wish> onWake(Turn turn) {
        List<Wish> wishes = new ArrayList<>();
        if (turn.nowMillis() >= nextRequestAt) {
            nextRequestAt = turn.nowMillis() + PACE_MILLIS;
            open.put(++made, turn.nowMillis());
            wishes.add(new Wish.Send(leader, new Wire.Add(made)));
        }
        if (turn.nowMillis() >= nextRepeatAt) {
            nextRepeatAt = turn.nowMillis() + REPEAT_MILLIS;
            wishes.add(new Wish.ReadNode(1, LedgerWords.LEADER_NODE));
            open.keySet().forEach(request -> wishes.add(new Wish.Send(leader, new Wire.Add(request))));
        }
        return wishes;
    }

    @Override
    public long wakeAtMillis() {
        return Math.min(nextRequestAt, nextRepeatAt);
    }

    /** When the oldest request was made that nobody has answered yet. */
    long oldestOpen() {
        return open.isEmpty() ? NEVER : open.firstEntry().getValue();
    }
}
