package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.SimulatedZooKeeper.Reply;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import dev.selvage.core.simulation.world.ZooKeeperModel.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SimulatedZooKeeperTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(13);
    private final SimulatedZooKeeper zooKeeper = new SimulatedZooKeeper(simulation);
    private final Listener client;
    private final long session;

    /** What the session tells unasked. */
    private record Event(Reply reply) {}

    SimulatedZooKeeperTest() {
        simulation.faults().stop();
        client = new Listener(simulation, "client");
        session = zooKeeper.open(Asker.of(client.process, Event::new));
    }

    private Object transact(Operation... operations) {
        zooKeeper.transact(session, List.of(operations), client.asking());
        simulation.runFor(SECOND);
        List<Object> replies =
                client.heard.stream().filter(Reply.class::isInstance).toList();
        return replies.get(replies.size() - 1);
    }

    private List<Reply> events() {
        return client.heard.stream()
                .filter(Event.class::isInstance)
                .map(heard -> ((Event) heard).reply())
                .toList();
    }

    @Test
    void aTransactionHappensWholeOrNotAtAll() {
        assertThat(transact(new Operation.Create("/a", "1", false))).isEqualTo(new Reply.Committed());
        assertThat(transact(new Operation.Write("/a", "2", 0), new Operation.Check("/a", 0)))
                .isEqualTo(new Reply.Refused(Refusal.BAD_VERSION));
        assertThat(zooKeeper.model().node("/a").orElseThrow().data()).isEqualTo("1");
        assertThat(transact(new Operation.Check("/a", 0), new Operation.Write("/a", "3", ZooKeeperModel.ANY_VERSION)))
                .isEqualTo(new Reply.Committed());
        assertThat(zooKeeper.model().node("/a").orElseThrow().version()).isEqualTo(1);
    }

    @Test
    void everyReasonToRefuseIsNamed() {
        transact(new Operation.Create("/a", "1", false), new Operation.Create("/a/b", "1", false));

        assertThat(transact(new Operation.Create("/a", "1", false))).isEqualTo(new Reply.Refused(Refusal.NODE_EXISTS));
        assertThat(transact(new Operation.Create("/x/y", "1", false))).isEqualTo(new Reply.Refused(Refusal.NO_NODE));
        assertThat(transact(new Operation.Delete("/a", 7))).isEqualTo(new Reply.Refused(Refusal.BAD_VERSION));
        assertThat(transact(new Operation.Delete("/a", 0))).isEqualTo(new Reply.Refused(Refusal.NOT_EMPTY));
        assertThat(transact(new Operation.Delete("/a/b", 0), new Operation.Delete("/a", 0)))
                .isEqualTo(new Reply.Committed());
    }

    @Test
    void aSessionOutlivesItsProcessForAWhileAndThenTakesItsNodesAlong() {
        transact(new Operation.Create("/here", "1", true));
        client.process.crash();

        assertThat(zooKeeper.model().node("/here")).isPresent();
        simulation.runFor(10 * SECOND);
        assertThat(zooKeeper.model().node("/here")).isEmpty();
    }

    @Test
    void aSessionMayEndUnderALivingClient() {
        transact(new Operation.Create("/here", "1", true));
        zooKeeper.expireOne();

        assertThat(transact(new Operation.Create("/a", "1", false))).isEqualTo(new Reply.SessionExpired());
        assertThat(events()).containsExactly(new Reply.SessionExpired());
        assertThat(zooKeeper.model().node("/a")).isEmpty();
    }

    @Test
    void aWatchFiresOnceAlsoForANodeThatIsNotThereYet() {
        zooKeeper.read(session, "/a", true, client.asking());
        simulation.runFor(SECOND);
        transact(new Operation.Create("/a", "1", false));
        transact(new Operation.Write("/a", "2", 0));

        assertThat(events()).containsExactly(new Reply.Changed("/a"));
    }

    @Test
    void aLostReplyHidesWhetherTheRequestWasCarriedOut() {
        simulation.faults().set(Faults.Kind.ZOOKEEPER_CONNECTION, 1);
        int done = 0;
        for (int i = 0; i < 100; i++) {
            assertThat(transact(new Operation.Create("/" + i, "1", false))).isEqualTo(new Reply.ConnectionLost());
            done += zooKeeper.model().node("/" + i).isPresent() ? 1 : 0;
        }

        assertThat(done).isBetween(20, 80);
    }

    @Test
    void childrenAreListedWithoutTheirOwn() {
        transact(
                new Operation.Create("/a", "", false),
                new Operation.Create("/a/b", "", false),
                new Operation.Create("/a/c", "", false),
                new Operation.Create("/a/b/d", "", false));
        zooKeeper.children(session, "/a", client.asking());
        simulation.runFor(SECOND);

        assertThat(client.heard).endsWith(new Reply.Children("/a", List.of("b", "c")));
    }

    @Test
    void aReplyReachesTheLifeThatAskedAndNotTheNextOne() {
        zooKeeper.read(session, "/a", false, client.asking());
        client.process.crash();
        client.process.start();
        simulation.runFor(SECOND);

        assertThat(client.heard).isEmpty();
    }
}
