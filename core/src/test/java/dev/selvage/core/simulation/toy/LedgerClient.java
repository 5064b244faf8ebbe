package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.toy.LedgerWords.Heard;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.toy.LedgerWords.Wire;
import dev.selvage.core.simulation.toy.LedgerWords.Wish;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.TreeSet;

/** Makes a request every few milliseconds and repeats each until it is answered; never dies, since it is the judge. */
final class LedgerClient implements Component<Heard, Wish> {

    static final int REQUESTS = 400;
    private static final long PACE_MILLIS = 60;
    private static final long REPEAT_MILLIS = 400;

    private final TreeSet<Integer> open = new TreeSet<>();
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
        if (message instanceof Heard.Loose loose && loose.wire() instanceof Wire.Added added) {
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
        if (made < REQUESTS && turn.nowMillis() >= nextRequestAt) {
            nextRequestAt = turn.nowMillis() + PACE_MILLIS;
            open.add(++made);
            wishes.add(new Wish.Send(leader, new Wire.Add(made)));
        }
        if (turn.nowMillis() >= nextRepeatAt) {
            nextRepeatAt = turn.nowMillis() + REPEAT_MILLIS;
            wishes.add(new Wish.ReadNode(1, LedgerWords.LEADER_NODE));
            open.forEach(request -> wishes.add(new Wish.Send(leader, new Wire.Add(request))));
        }
        return wishes;
    }

    @Override
    public long wakeAtMillis() {
        return made < REQUESTS ? Math.min(nextRequestAt, nextRepeatAt) : open.isEmpty() ? NEVER : nextRepeatAt;
    }
}
