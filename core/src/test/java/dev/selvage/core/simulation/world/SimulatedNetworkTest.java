package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.Simulation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SimulatedNetworkTest {

    private static final long SECOND = 1_000_000;
    private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

    private final Simulation simulation = new Simulation(11);
    private final Cuts cuts = new Cuts();
    private final SimulatedNetwork network = new SimulatedNetwork(simulation, cuts);
    private final Listener one;
    private final Listener other;

    SimulatedNetworkTest() {
        simulation.faults().stop();
        one = new Listener(simulation, network, "one");
        other = new Listener(simulation, network, "other");
    }

    private List<Object> messagesAtOther() {
        return other.heard.stream()
                .filter(Listener.From.class::isInstance)
                .map(heard -> ((Listener.From) heard).message())
                .toList();
    }

    private void sendHundred() {
        HUNDRED.forEach(number -> network.send("one", "other", number));
        simulation.runFor(SECOND);
    }

    @Test
    void looseMessagesOvertakeEachOther() {
        sendHundred();

        assertThat(messagesAtOther()).hasSize(100).isNotEqualTo(HUNDRED).containsAll(HUNDRED);
    }

    @Test
    void looseMessagesAreLostAndDoubled() {
        simulation.faults().set(Faults.Kind.LOSS, 0.2);
        simulation.faults().set(Faults.Kind.DOUBLING, 0.2);
        sendHundred();

        assertThat(messagesAtOther().stream().distinct()).hasSizeBetween(60, 95);
        assertThat(messagesAtOther().size()
                        - messagesAtOther().stream().distinct().count())
                .isBetween(5L, 40L);
    }

    @Test
    void aDelayedMessageArrivesAllTheSame() {
        simulation.faults().set(Faults.Kind.DELAY, 1);
        sendHundred();

        assertThat(messagesAtOther()).hasSize(100);
        assertThat(simulation.nowMicros()).isEqualTo(SECOND);
    }

    @Test
    void aConnectionKeepsOrderAndLosesNothingWhateverTheDelays() {
        simulation.faults().set(Faults.Kind.DELAY, 0.3);
        simulation.faults().set(Faults.Kind.LOSS, 1);
        long connection = network.dial("one", "other");
        HUNDRED.forEach(number -> network.sendOn(connection, "one", number));
        network.close(connection, "one");
        simulation.runFor(SECOND);

        assertThat(one.heard).containsExactly(new Listener.Connected(connection, "other"));
        assertThat(other.heard.get(0)).isEqualTo(new Listener.Connected(connection, "one"));
        assertThat(other.heard.subList(1, 101))
                .isEqualTo(HUNDRED.stream()
                        .map(number -> new Listener.On(connection, number))
                        .toList());
        assertThat(other.heard.get(101)).isEqualTo(new Listener.Closed(connection));
    }

    @Test
    void theEndOfAProcessEndsItsConnections() {
        long connection = network.dial("one", "other");
        simulation.runFor(SECOND);
        one.process.crash();
        simulation.runFor(SECOND);

        assertThat(other.heard).endsWith(new Listener.Closed(connection));
    }

    @Test
    void diallingWhoIsNotThereFails() {
        long toNobody = network.dial("one", "nobody");
        other.process.crash();
        long toTheDead = network.dial("one", "other");
        simulation.runFor(SECOND);

        assertThat(one.heard).containsExactlyInAnyOrder(new Listener.Closed(toNobody), new Listener.Closed(toTheDead));
    }

    @Test
    void acrossACutNothingArrivesAndEachSideFindsOutAtItsOwnMoment() {
        long connection = network.dial("one", "other");
        simulation.runFor(SECOND);
        network.cut("one", "other");
        network.cut("other", "one");
        network.send("one", "other", "loose");
        network.sendOn(connection, "one", "bound");
        simulation.runFor(5 * SECOND);
        cuts.healAll();
        network.send("one", "other", "healed");
        simulation.runFor(SECOND);

        assertThat(one.heard).endsWith(new Listener.Closed(connection));
        assertThat(other.heard)
                .doesNotContain(new Listener.From("one", "loose"), new Listener.On(connection, "bound"))
                .containsSequence(new Listener.Closed(connection), new Listener.From("one", "healed"));
    }

    @Test
    void aOneWayCutLetsLooseMessagesBackButEndsTheConnectionForBoth() {
        long connection = network.dial("one", "other");
        simulation.runFor(SECOND);
        network.cut("one", "other");
        network.send("one", "other", "there");
        network.send("other", "one", "back");
        long another = network.dial("other", "one");
        simulation.runFor(5 * SECOND);

        assertThat(one.heard).contains(new Listener.From("other", "back"), new Listener.Closed(connection));
        assertThat(other.heard)
                .contains(new Listener.Closed(connection), new Listener.Closed(another))
                .doesNotContain(new Listener.From("one", "there"));
    }
}
