package dev.selvage.core.simulation.world.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Listener;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Containers that run although the ResourceManager or the master believes otherwise. */
class YarnDisagreementTest {

    private static final long SECOND = 1_000_000;
    private static final long BEFORE_ANY_HEARTBEAT = 40_000;

    private final Simulation simulation = new Simulation(15);
    private final TreeMap<Integer, Listener> attempts = new TreeMap<>();
    private final TreeMap<Integer, SimulatedProcess<?, ?>> workers = new TreeMap<>();
    private final Cuts cuts = new Cuts();
    private final SimulatedYarn yarn;

    YarnDisagreementTest() {
        simulation.faults().stop();
        yarn = new SimulatedYarn(simulation, cuts, new SimulatedYarn.Application() {
            @Override
            public SimulatedProcess<?, ?> startAttempt(int attempt) {
                Listener master = new Listener(simulation, "am-" + attempt);
                attempts.put(attempt, master);
                return master.process;
            }

            @Override
            public SimulatedProcess<?, ?> startContainer(Container container) {
                return workers.computeIfAbsent(
                        container.id(), number -> new Listener(simulation, "worker-" + number).process);
            }
        });
        yarn.submit(3);
        yarn.register(1, asking(1));
        yarn.ask(1, asking(1), 2, 512);
        simulation.runFor(5 * SECOND);
    }

    private Listener master(int attempt) {
        return Objects.requireNonNull(attempts.get(attempt));
    }

    private List<Object> news(int attempt) {
        return master(attempt).heard;
    }

    private Asker<YarnNews> asking(int attempt) {
        return master(attempt).asking();
    }

    private void launchBoth() {
        yarn.launch(1, asking(1), 1);
        yarn.launch(1, asking(1), 2);
    }

    private List<Container> inherited(int attempt) {
        List<Container> inherited = new ArrayList<>();
        for (Object item : news(attempt)) {
            if (item instanceof YarnNews.Registered registered) {
                inherited.addAll(registered.kept());
            } else if (item instanceof YarnNews.Recovered recovered) {
                inherited.addAll(recovered.containers());
            }
        }
        return inherited;
    }

    @Test
    void aMasterMayHearThatAContainerWasNotStartedAlthoughItRuns() {
        simulation.faults().set(Faults.Kind.LAUNCH_REPLY_LOST, 1);
        launchBoth();
        simulation.runFor(SECOND);

        assertThat(news(1)).contains(new YarnNews.NotLaunched(1), new YarnNews.NotLaunched(2));
        assertThat(yarn.running()).isEqualTo(2);
        yarn.release(1, asking(1), 1);
        yarn.release(1, asking(1), 2);
        simulation.runFor(SECOND);
        assertThat(yarn.running()).isZero();
    }

    @Test
    void whatStartedJustBeforeItsMasterDiedIsGivenUpAndRunsUntilItsNodeHearsSo() {
        simulation.faults().set(Faults.Kind.LATE_NODE, 1);
        launchBoth();
        simulation.runFor(BEFORE_ANY_HEARTBEAT);
        master(1).process.crash();
        simulation.runFor(SECOND / 5);
        yarn.register(2, asking(2));

        assertThat(yarn.running()).isPositive();
        simulation.runFor(SECOND / 10);
        assertThat(yarn.heldAndPending()).isZero();
        assertThat(inherited(2)).isEmpty();
        simulation.runFor(20 * SECOND);
        assertThat(yarn.running()).isZero();
    }

    @Test
    void aMasterThatIsGivenUpCanStillStartWhatItWasGranted() {
        master(1).process.crash();
        simulation.runFor(SECOND);
        yarn.launch(1, asking(1), 1);
        simulation.runFor(BEFORE_ANY_HEARTBEAT);

        assertThat(yarn.heldAndPending()).isZero();
        assertThat(yarn.running()).isEqualTo(1);
        simulation.runFor(SECOND);
        assertThat(yarn.running()).isZero();
    }

    @Test
    void aReleasedContainerRunsOnUntilItsNodeHearsOfIt() {
        launchBoth();
        simulation.runFor(SECOND);
        simulation.faults().set(Faults.Kind.LATE_NODE, 1);
        yarn.release(1, asking(1), 1);
        simulation.runFor(BEFORE_ANY_HEARTBEAT);

        assertThat(yarn.heldAndPending()).isEqualTo(1);
        assertThat(yarn.running()).isEqualTo(2);
        simulation.runFor(20 * SECOND);
        assertThat(yarn.running()).isEqualTo(1);
    }

    @Test
    void aRestartedResourceManagerKnowsOfNoContainerUntilItsNodesRegister() {
        launchBoth();
        simulation.runFor(SECOND);
        yarn.restartResourceManager();
        master(1).process.crash();

        assertThat(yarn.heldAndPending()).isZero();
        assertThat(yarn.running()).isEqualTo(2);
        simulation.runFor(20 * SECOND);
        yarn.register(2, asking(2));
        simulation.runFor(2 * SECOND);
        assertThat(yarn.heldAndPending()).isEqualTo(2);
        assertThat(inherited(2)).hasSize(2);
    }

    @Test
    void anAttemptThatRegistersBeforeTheNodesHearsOfItsInheritanceLater() {
        launchBoth();
        simulation.runFor(SECOND);
        master(1).process.crash();
        simulation.runFor(SECOND);
        yarn.restartResourceManager();
        yarn.register(2, asking(2));
        simulation.runFor(20 * SECOND);

        assertThat(news(2)).startsWith(new YarnNews.Registered(List.of()));
        assertThat(inherited(2)).hasSize(2);
    }

    @Test
    void whatWasReleasedIsFoundAgainIfTheResourceManagerRestartsBeforeItsNodeHeard() {
        launchBoth();
        simulation.runFor(SECOND);
        yarn.release(1, asking(1), 1);
        simulation.runFor(4_001);
        yarn.restartResourceManager();
        simulation.runFor(20 * SECOND);

        assertThat(news(1)).contains(new YarnNews.Completed(1, YarnNews.Ending.RELEASED));
        assertThat(yarn.heldAndPending()).isEqualTo(2);
        assertThat(yarn.running()).isEqualTo(2);
    }

    @Test
    void whatOneLifeOfTheResourceManagerGaveUpTheNextOneFindsAndNobodyHearsThatItIsOver() {
        simulation.faults().set(Faults.Kind.LATE_NODE, 1);
        launchBoth();
        simulation.runFor(BEFORE_ANY_HEARTBEAT);
        master(1).process.crash();
        simulation.runFor(SECOND / 5);
        assertThat(yarn.heldAndPending()).isZero();

        yarn.restartResourceManager();
        yarn.register(2, asking(2));
        simulation.runFor(20 * SECOND);

        assertThat(inherited(2))
                .isNotEmpty()
                .hasSize(yarn.running())
                .allSatisfy(container -> assertThat(news(2))
                        .doesNotContain(new YarnNews.Completed(container.id(), YarnNews.Ending.RELEASED)));
    }

    @Test
    void whatIsGivenBackBeforeItsNodeRegistersEndsWhenItDoes() {
        launchBoth();
        simulation.runFor(SECOND);
        yarn.restartResourceManager();
        yarn.release(1, asking(1), 1);
        simulation.runFor(20 * SECOND);

        assertThat(yarn.running()).isEqualTo(1);
        assertThat(yarn.heldAndPending()).isEqualTo(1);
    }

    @Test
    void whatWasGrantedBeforeARestartIsRefusedByNodesThatHaveRegisteredSince() {
        yarn.restartResourceManager();
        simulation.runFor(20 * SECOND);
        launchBoth();
        simulation.runFor(SECOND);

        assertThat(news(1)).contains(new YarnNews.NotLaunched(1), new YarnNews.NotLaunched(2));
        assertThat(yarn.running()).isZero();
    }

    @Test
    void aNodeThatItsMasterDoesNotReachIsTriedUntilItDoes() {
        yarn.nodes().forEach(node -> cuts.cut("am-1", node));
        launchBoth();
        simulation.runFor(SECOND / 2);

        assertThat(yarn.running()).isZero();
        cuts.healAll();
        simulation.runFor(SECOND);
        assertThat(yarn.running()).isEqualTo(2);
        assertThat(news(1)).doesNotHaveAnyElementsOfTypes(YarnNews.NotLaunched.class);
    }

    @Test
    void aMasterThatReachesNoNodeInTimeHearsThatNothingWasStarted() {
        yarn.nodes().forEach(node -> cuts.cut("am-1", node));
        launchBoth();
        simulation.runFor(10 * SECOND);

        assertThat(news(1)).contains(new YarnNews.NotLaunched(1), new YarnNews.NotLaunched(2));
        assertThat(yarn.running()).isZero();
    }

    @Test
    void aMasterThatNoNodeReachesHearsThatNothingWasStartedAlthoughAllRuns() {
        yarn.nodes().forEach(node -> cuts.cut(node, "am-1"));
        launchBoth();
        simulation.runFor(SECOND);

        assertThat(news(1)).contains(new YarnNews.NotLaunched(1), new YarnNews.NotLaunched(2));
        assertThat(yarn.running()).isEqualTo(2);
    }

    @Test
    void acrossACutAnOrderToStopIsLostButTheResourceManagersArrives() {
        launchBoth();
        simulation.runFor(SECOND);
        yarn.nodes().forEach(node -> cuts.cut("am-1", node));
        yarn.stop(asking(1), 1);
        simulation.runFor(10 * SECOND);

        assertThat(yarn.running()).isEqualTo(2);
        yarn.release(1, asking(1), 1);
        simulation.runFor(SECOND);
        assertThat(yarn.running()).isEqualTo(1);
    }
}
