package dev.selvage.core.simulation.toy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.cluster.Heard;
import dev.selvage.core.simulation.cluster.Wish;
import dev.selvage.core.simulation.toy.LedgerWords.Leader;
import dev.selvage.core.simulation.toy.LedgerWords.Wire;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import java.util.List;

/** Works in a container for whoever leads: looks the leader up, connects, looks at what it is sent, and starts over when cut off. */
final class LedgerWorker implements Component<Heard, Wish> {

    private static final long PATIENCE_MILLIS = 200;

    private final int container;
    private long connection;
    private boolean connected;
    /** While not connected: when to look for a leader again, whatever became of the last try. */
    private long lookAt;

    LedgerWorker(int container) {
        this.container = container;
    }

    @Override
    public List<Wish> onMessage(Heard message, Turn turn) {
        if (message instanceof Heard.FromZooKeeper it) {
            if (it.reply() instanceof Reply.Found found && found.node().isPresent() && !connected) {
                int attempt = Leader.parse(found.node().get().data()).attempt();
                return List.of(new Wish.Dial(LedgerWords.masterName(attempt)));
            } else if (it.reply() instanceof Reply.SessionExpired) {
                return List.of(new Wish.OpenSession());
            }
        } else if (message instanceof Heard.Connected it && !connected) {
            connected = true;
            connection = it.connection();
            return List.of(new Wish.SendOn(connection, new Wire.Hello(container)));
        } else if (message instanceof Heard.Disconnected it && it.connection() == connection) {
            connected = false;
            lookAt = turn.nowMillis() + PATIENCE_MILLIS;
        } else if (message instanceof Heard.OnConnection it && it.message() instanceof Wire.Work work) {
            return List.of(new Wish.SendOn(it.connection(), new Wire.Worked(work.request())));
        }
        return List.of();
    }

    @Override
    public List<Wish> onWake(Turn turn) {
        lookAt = turn.nowMillis() + PATIENCE_MILLIS;
        return connected ? List.of() : List.of(new Wish.ReadNode(1, LedgerWords.LEADER_NODE));
    }

    @Override
    public long wakeAtMillis() {
        return connected ? NEVER : lookAt;
    }
}
