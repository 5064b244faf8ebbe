package dev.selvage.core.simulation.world.yarn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.Asker;
import dev.selvage.core.simulation.world.Cuts;
import dev.selvage.core.simulation.world.Listener;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import dev.selvage.core.simulation.world.yarn.YarnNews.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedYarnTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(15);
    private final TreeMap<Integer, Listener> attempts = new TreeMap<>();
    private final TreeMap<Integer, SimulatedProcess<?, ?>> workers = new TreeMap<>();
    private final Cuts cuts = new Cuts();
    private final SplittableRandom chance = new SplittableRandom(15);
    private final SimulatedYarn yarn;

    SimulatedYarnTest() {
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

    private List<Container> granted() {
        return news(1).stream()
                .filter(YarnNews.Granted.class::isInstance)
                .flatMap(item -> ((YarnNews.Granted) item).containers().stream())
                .toList();
    }

    private void runThree(int attempt) {
        yarn.register(attempt, asking(attempt));
        yarn.ask(attempt, asking(attempt), 3, 512);
        simulation.runFor(5 * SECOND);
        granted().forEach(container -> yarn.launch(attempt, asking(attempt), container.id()));
        simulation.runFor(SECOND);
    }

    @Test
    void whatIsAskedForIsGrantedAndLaunched() {
        runThree(1);

        assertThat(granted()).hasSize(3).allMatch(container -> container.memoryMegabytes() == 512);
        assertThat(yarn.running()).isEqualTo(3);
        assertThat(yarn.heldAndPending()).isEqualTo(3);
    }

    @Test
    void grantsMayBeTooManyAndTooLarge() {
        simulation.faults().set(Faults.Kind.TOO_MANY_CONTAINERS, 1);
        simulation.faults().set(Faults.Kind.LARGER_CONTAINER, 1);
        runThree(1);

        assertThat(granted()).hasSizeGreaterThan(3).allMatch(container -> container.memoryMegabytes() == 1024);
    }

    @Test
    void grantsMayBeTooSmall() {
        simulation.faults().set(Faults.Kind.SMALLER_CONTAINER, 1);
        runThree(1);

        assertThat(granted()).hasSize(3).allMatch(container -> container.memoryMegabytes() == 256);
    }

    @Test
    void nothingIsGrantedOnANodeThatIsToBeAvoided() {
        yarn.register(1, asking(1));
        yarn.ask(1, asking(1), 20, 512, List.of("node-0", "node-2"));
        simulation.runFor(20 * SECOND);

        assertThat(granted().stream().map(Container::node).distinct()).containsExactlyInAnyOrder("node-1", "node-3");
    }

    @Test
    void aPreemptionThatIsAnnouncedComesOrIsTakenBack() {
        runThree(1);
        for (int i = 0; i < 3; i++) {
            yarn.announceOne(chance);
            simulation.runFor(8 * SECOND);
        }

        List<Object> announced =
                news(1).stream().filter(YarnNews.Leaving.class::isInstance).toList();
        assertThat(announced).hasSize(6).endsWith(new YarnNews.Leaving(List.of()));
        assertThat(yarn.heldAndPending()).isBetween(1, 2);
    }

    @Test
    void runningContainersOutliveTheMasterAndAreReportedToTheNextSoonerOrLater() {
        runThree(1);
        master(1).process.crash();
        simulation.runFor(SECOND);
        yarn.register(2, asking(2));
        simulation.runFor(5 * SECOND);

        assertThat(yarn.attempt()).isEqualTo(2);
        List<Container> inherited = new ArrayList<>();
        for (Object item : news(2)) {
            if (item instanceof YarnNews.Registered registered) {
                inherited.addAll(registered.kept());
            } else if (item instanceof YarnNews.Recovered recovered) {
                inherited.addAll(recovered.containers());
            }
        }
        assertThat(inherited).hasSize(3);
        assertThat(workers.values()).allMatch(SimulatedProcess::alive);
    }

    @Test
    void grantedButNotLaunchedContainersDieWithTheMaster() {
        yarn.register(1, asking(1));
        yarn.ask(1, asking(1), 2, 512);
        simulation.runFor(5 * SECOND);
        master(1).process.crash();
        simulation.runFor(SECOND);

        assertThat(granted()).hasSize(2);
        assertThat(yarn.heldAndPending()).isZero();
    }

    @Test
    void aZombieMasterIsToldToGoAndChangesNothing() {
        yarn.register(1, asking(1));
        for (int i = 0; i < 100 && yarn.attempt() == 1; i++) {
            yarn.loseNode(chance);
        }
        simulation.runFor(SECOND / 100);
        yarn.ask(1, asking(1), 2, 512);
        simulation.runFor(SECOND / 100);

        assertThat(news(1)).endsWith(new YarnNews.InvalidToken());
        assertThat(yarn.heldAndPending()).isZero();
    }

    @Test
    void theEndOfAContainerIsToldWithItsReason() {
        runThree(1);
        workers.firstEntry().getValue().crash();
        simulation.runFor(SECOND);
        yarn.preemptOne(chance);
        yarn.release(1, asking(1), workers.lastKey());
        simulation.runFor(SECOND);

        assertThat(news(1)).contains(new YarnNews.Completed(workers.firstKey(), Ending.EXITED));
        assertThat(news(1).stream().filter(YarnNews.Completed.class::isInstance))
                .hasSizeBetween(2, 3);
        assertThat(yarn.running()).isLessThan(2);
    }

    @Test
    void whatRunsOnALostNodeCountsAsDeadAndMayLiveOn() {
        runThree(1);
        for (int i = 0; i < 10 && yarn.heldAndPending() == 3; i++) {
            yarn.loseNode(chance);
        }

        assertThat(yarn.heldAndPending()).isLessThan(3);
        assertThat(workers.values()).hasSize(3).allMatch(SimulatedProcess::alive);
        simulation.runFor(20 * SECOND);
        assertThat(workers.values().stream().filter(SimulatedProcess::alive)).hasSize(yarn.heldAndPending());
    }

    @Test
    void aRestartedResourceManagerForgetsRequestsAndSaysSo() {
        yarn.register(1, asking(1));
        simulation.runFor(SECOND);
        yarn.restartResourceManager();
        yarn.ask(1, asking(1), 2, 512);
        simulation.runFor(15 * SECOND);

        assertThat(news(1)).contains(new YarnNews.Resync());
        assertThat(yarn.heldAndPending()).isZero();
    }

    @Test
    void newsReachesTheLifeThatRegisteredAndNotTheNextOne() {
        yarn.register(1, asking(1));
        master(1).process.crash();
        master(1).process.start();
        simulation.runFor(SECOND / 100);

        assertThat(news(1)).isEmpty();
    }

    @Test
    void callsAndNewsWaitInOrderForAWayBetweenMasterAndResourceManager() {
        cuts.cut(Cuts.RESOURCE_MANAGER, "am-1");
        yarn.register(1, asking(1));
        yarn.ask(1, asking(1), 2, 512);
        simulation.runFor(5 * SECOND);
        assertThat(news(1)).isEmpty();
        assertThat(yarn.heldAndPending()).isZero();
        cuts.healAll();
        simulation.runFor(5 * SECOND);

        assertThat(news(1)).startsWith(new YarnNews.Registered(List.of()));
        assertThat(granted()).hasSize(2);
    }

    @Test
    void whatEndsBetweenTwoAttemptsIsToldToTheNext() {
        runThree(1);
        master(1).process.crash();
        yarn.preemptOne(chance);
        simulation.runFor(SECOND);
        workers.values().forEach(SimulatedProcess::crash);
        simulation.runFor(SECOND);
        yarn.register(2, asking(2));
        simulation.runFor(SECOND);

        assertThat(news(2)).startsWith(new YarnNews.Registered(List.of()));
        assertThat(news(2).stream().filter(YarnNews.Completed.class::isInstance))
                .hasSize(3);
    }

    @Test
    void anAttemptRegistersOnce() {
        yarn.register(1, asking(1));
        yarn.register(1, asking(1));
        simulation.runFor(SECOND);

        assertThat(news(1)).containsExactly(new YarnNews.Registered(List.of()), new YarnNews.AlreadyRegistered());
    }

    @Test
    void theApplicationFailsWithItsLastAttemptAndItsContainersEnd() {
        runThree(1);
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(yarn.state()).isEqualTo(SimulatedYarn.State.RUNNING);
            master(attempt).process.crash();
            simulation.runFor(SECOND);
        }

        assertThat(yarn.state()).isEqualTo(SimulatedYarn.State.FAILED);
        assertThat(yarn.attempt()).isEqualTo(3);
        assertThat(workers.values()).noneMatch(SimulatedProcess::alive);
    }

    @Test
    void noAttemptFollowsOneThatUnregistered() {
        runThree(1);
        yarn.unregister(1, asking(1));
        simulation.runFor(SECOND);
        master(1).process.exit();
        simulation.runFor(SECOND);

        assertThat(yarn.state()).isEqualTo(SimulatedYarn.State.FINISHED);
        assertThat(yarn.attempt()).isEqualTo(1);
        assertThat(workers.values()).noneMatch(SimulatedProcess::alive);
    }

    @Test
    void noAttemptStartsWhileTheResourceManagerIsDown() {
        yarn.register(1, asking(1));
        yarn.restartResourceManager();
        master(1).process.crash();
        simulation.runFor(SECOND / 5);
        int before = yarn.attempt();
        simulation.runFor(15 * SECOND);

        assertThat(before).isEqualTo(1);
        assertThat(yarn.attempt()).isEqualTo(2);
    }

    @Test
    void aMasterThatTheResourceManagerKnowsNoMoreStillStopsItsContainers() {
        runThree(1);
        master(1).process.crash();
        simulation.runFor(SECOND);
        yarn.stop(asking(1), workers.firstKey());
        simulation.runFor(SECOND);

        assertThat(yarn.running()).isEqualTo(2);
        assertThat(workers.firstEntry().getValue().alive()).isFalse();
    }

    @Test
    void anAttemptThatIsGivenUpGoesOnForAWhileBesideTheNextAndItsContainersStay() {
        runThree(1);
        yarn.giveUpAttempt();
        simulation.runFor(SECOND / 1000);

        assertThat(yarn.attempt()).isEqualTo(2);
        assertThat(master(1).process.alive()).isTrue();
        simulation.runFor(20 * SECOND);
        assertThat(master(1).process.alive()).isFalse();
        assertThat(yarn.attempt()).isEqualTo(2);
        assertThat(yarn.running()).isEqualTo(3);
    }

    @Test
    void aMasterThatHangsIsFoundByLivenessAndEnded() {
        yarn.register(1, asking(1));
        simulation.runFor(20 * SECOND);
        assertThat(yarn.attempt()).isEqualTo(1);
        master(1).process.pause(60 * SECOND);
        simulation.runFor(12 * SECOND);

        assertThat(yarn.attempt()).isEqualTo(2);
        assertThat(master(1).process.alive()).isFalse();
    }
}
