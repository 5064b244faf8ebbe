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
    private final Cuts cuts = new Cuts();
    private final SimulatedZooKeeper zooKeeper = new SimulatedZooKeeper(simulation, cuts);
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
    void aSessionMayEndUnderALivingClientWhoIsToldLater() {
        transact(new Operation.Create("/here", "1", true));
        simulation.runFor(SECOND / 3);
        zooKeeper.expireOne(simulation.random("test"));
        simulation.runFor(SECOND / 3);

        assertThat(zooKeeper.model().node("/here")).isEmpty();
        assertThat(events()).isEmpty();
        assertThat(transact(new Operation.Create("/a", "1", false))).isEqualTo(new Reply.SessionExpired());
        assertThat(events()).containsExactly(new Reply.SessionExpired());
        assertThat(zooKeeper.model().node("/a")).isEmpty();
    }

    @Test
    void aSessionEndsUnderAClientThatStandsStillForTooLongAndHearsItWhenItGoesOn() {
        transact(new Operation.Create("/here", "1", true));
        client.process.pause(9 * SECOND);
        simulation.runFor(8 * SECOND);

        assertThat(zooKeeper.model().node("/here")).isEmpty();
        assertThat(events()).isEmpty();
        simulation.runFor(3 * SECOND);
        assertThat(events()).containsExactly(new Reply.SessionExpired());
    }

    @Test
    void onlyASessionThatIsOverIsReplaced() {
        assertThat(zooKeeper.renew(session, client.asking())).isEqualTo(session);
        zooKeeper.expireOne(simulation.random("test"));
        assertThat(zooKeeper.renew(session, client.asking())).isNotEqualTo(session);
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
    void aRequestOfUnknownOutcomeIsCarriedOutAtOnceOrLaterOrNever() {
        simulation.faults().set(Faults.Kind.ZOOKEEPER_CONNECTION, 1);
        int atOnce = 0;
        int later = 0;
        for (int i = 0; i < 100; i++) {
            zooKeeper.transact(session, List.of(new Operation.Create("/" + i, "1", false)), client.asking());
            simulation.runFor(SECOND / 100);
            boolean done = zooKeeper.model().node("/" + i).isPresent();
            simulation.runFor(5 * SECOND);
            atOnce += done ? 1 : 0;
            later += !done && zooKeeper.model().node("/" + i).isPresent() ? 1 : 0;
        }

        assertThat(client.heard).hasSize(100).containsOnly(new Reply.ConnectionLost());
        assertThat(atOnce).isBetween(15, 55);
        assertThat(later).isBetween(15, 55);
        assertThat(atOnce + later).isBetween(45, 85);
    }

    @Test
    void aRequestOfUnknownOutcomeNeverTakesEffectAfterALaterOneOfItsSession() {
        for (int i = 0; i < 200; i++) {
            String path = "/" + i;
            transact(new Operation.Create(path, "", false));
            simulation.faults().set(Faults.Kind.ZOOKEEPER_CONNECTION, 1);
            zooKeeper.transact(session, List.of(new Operation.Write(path, "one", -1)), client.asking());
            simulation.faults().stop();
            zooKeeper.transact(session, List.of(new Operation.Write(path, "two", -1)), client.asking());
            simulation.runFor(5 * SECOND);

            assertThat(zooKeeper.model().node(path).orElseThrow().data()).isEqualTo("two");
        }
    }

    @Test
    void oneSessionsRequestsKeepTheirOrderWhateverTheDelays() {
        simulation.faults().set(Faults.Kind.ZOOKEEPER_DELAY, 0.3);
        zooKeeper.prepare("/a", "");
        for (int i = 0; i < 100; i++) {
            zooKeeper.transact(session, List.of(new Operation.Write("/a", "" + i, i)), client.asking());
        }
        simulation.runFor(100 * SECOND);

        assertThat(client.heard).hasSize(100).containsOnly(new Reply.Committed());
    }

    @Test
    void readsMayBeBehindOthersButNeverBehindWhatTheSessionHasSeen() {
        zooKeeper.prepare("/a", "");
        Listener writer = new Listener(simulation, "writer");
        long writing = zooKeeper.open(writer.asking());
        simulation.faults().set(Faults.Kind.ZOOKEEPER_LAG, 0.3);
        int behind = 0;
        int seen = 0;
        for (int i = 0; i < 200; i++) {
            zooKeeper.transact(writing, List.of(new Operation.Write("/a", "", i)), writer.asking());
            simulation.runFor(SECOND / 10);
            zooKeeper.read(session, "/a", false, client.asking());
            simulation.runFor(SECOND / 10);
            Reply.Found found = (Reply.Found) client.heard.get(client.heard.size() - 1);
            int version = found.node().orElseThrow().version();
            assertThat(version).isBetween(seen, i + 1);
            seen = version;
            behind += version <= i ? 1 : 0;
        }

        assertThat(behind).isBetween(20, 180);
        assertThat(transact(new Operation.Check("/a", 200))).isEqualTo(new Reply.Committed());
        simulation.faults().stop();
        zooKeeper.read(session, "/a", false, client.asking());
        simulation.runFor(SECOND);
        assertThat(((Reply.Found) client.heard.get(client.heard.size() - 1))
                        .node()
                        .orElseThrow()
                        .version())
                .isEqualTo(200);
    }

    @Test
    void aWatchSetOnAnOldViewFiresWhenTheServerCatchesUp() {
        zooKeeper.prepare("/a", "");
        simulation.faults().set(Faults.Kind.ZOOKEEPER_LAG, 1);
        zooKeeper.read(session, "/a", false, client.asking());
        simulation.runFor(SECOND / 100);
        simulation.faults().stop();
        Listener writer = new Listener(simulation, "writer");
        zooKeeper.transact(
                zooKeeper.open(writer.asking()), List.of(new Operation.Write("/a", "new", 0)), writer.asking());
        simulation.runFor(SECOND / 100);
        zooKeeper.read(session, "/a", true, client.asking());
        simulation.runFor(SECOND / 100);
        assertThat(((Reply.Found) client.heard.get(client.heard.size() - 1))
                        .node()
                        .orElseThrow()
                        .data())
                .isEmpty();
        simulation.runFor(4 * SECOND);

        assertThat(events()).containsExactly(new Reply.Changed("/a"));
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

    @Test
    void aSessionEndsUnderAClientThatIsCutOffForTooLong() {
        cuts.cut(Cuts.ZOOKEEPER, "client");
        zooKeeper.transact(session, List.of(new Operation.Create("/here", "1", true)), client.asking());
        simulation.runFor(2 * SECOND);
        assertThat(client.heard).containsExactly(new Reply.ConnectionLost());
        assertThat(zooKeeper.model().node("/here")).isPresent();
        simulation.runFor(4 * SECOND);
        assertThat(zooKeeper.model().node("/here")).isEmpty();
        assertThat(events()).isEmpty();
        cuts.healAll();
        simulation.runFor(2 * SECOND);

        assertThat(events()).containsExactly(new Reply.SessionExpired());
    }

    @Test
    void noSessionEndsWhileNobodyReachesZooKeeper() {
        transact(new Operation.Create("/here", "1", true));
        cuts.takeDown(Cuts.ZOOKEEPER);
        simulation.runFor(20 * SECOND);
        cuts.healAll();
        simulation.runFor(20 * SECOND);

        assertThat(zooKeeper.model().node("/here")).isPresent();
    }
}
