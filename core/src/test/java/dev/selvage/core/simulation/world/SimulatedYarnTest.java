package dev.selvage.core.simulation.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvage.core.simulation.Faults;
import dev.selvage.core.simulation.SimulatedProcess;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.YarnNews.Container;
import dev.selvage.core.simulation.world.YarnNews.Ending;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class SimulatedYarnTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(15);
    private final TreeMap<Integer, SimulatedProcess<?, ?>> attempts = new TreeMap<>();
    private final TreeMap<Integer, SimulatedProcess<?, ?>> workers = new TreeMap<>();
    private final List<YarnNews> news = new ArrayList<>();
    private final SimulatedYarn yarn;

    SimulatedYarnTest() {
        simulation.faults().stop();
        yarn = new SimulatedYarn(simulation, new SimulatedYarn.Application() {
            @Override
            public SimulatedProcess<?, ?> startAttempt(int attempt) {
                return attempts.computeIfAbsent(attempt, number -> new Listener(simulation, "am-" + number).process);
            }

            @Override
            public SimulatedProcess<?, ?> startContainer(Container container) {
                return workers.computeIfAbsent(
                        container.id(), number -> new Listener(simulation, "worker-" + number).process);
            }
        });
        yarn.submit();
    }

    private List<Container> granted() {
        return news.stream()
                .filter(YarnNews.Granted.class::isInstance)
                .flatMap(item -> ((YarnNews.Granted) item).containers().stream())
                .toList();
    }

    private void runThree(int attempt) {
        yarn.register(attempt, news::add);
        yarn.ask(attempt, news::add, 3, 512);
        simulation.runFor(5 * SECOND);
        granted().forEach(container -> yarn.launch(attempt, news::add, container.id()));
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
    void runningContainersOutliveTheMasterAndAreReportedToTheNextSoonerOrLater() {
        runThree(1);
        attempts.firstEntry().getValue().crash();
        simulation.runFor(SECOND);
        news.clear();
        yarn.register(2, news::add);
        simulation.runFor(5 * SECOND);

        assertThat(yarn.attempt()).isEqualTo(2);
        List<Container> inherited = new ArrayList<>();
        for (YarnNews item : news) {
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
        yarn.register(1, news::add);
        yarn.ask(1, news::add, 2, 512);
        simulation.runFor(5 * SECOND);
        attempts.firstEntry().getValue().crash();
        simulation.runFor(SECOND);

        assertThat(granted()).hasSize(2);
        assertThat(yarn.heldAndPending()).isZero();
    }

    @Test
    void aZombieMasterIsToldToGoAndChangesNothing() {
        runThree(1);
        attempts.firstEntry().getValue().crash();
        simulation.runFor(SECOND);
        news.clear();
        yarn.release(1, news::add, granted().size() + 1);
        simulation.runFor(SECOND);

        assertThat(news).containsExactly(new YarnNews.Shutdown());
        assertThat(yarn.running()).isEqualTo(3);
    }

    @Test
    void theEndOfAContainerIsToldWithItsReason() {
        runThree(1);
        workers.firstEntry().getValue().crash();
        simulation.runFor(SECOND);
        yarn.preemptOne();
        yarn.release(1, news::add, workers.lastKey());
        simulation.runFor(SECOND);

        assertThat(news).contains(new YarnNews.Completed(workers.firstKey(), Ending.EXITED));
        assertThat(news.stream().filter(YarnNews.Completed.class::isInstance)).hasSizeBetween(2, 3);
        assertThat(yarn.running()).isLessThan(2);
    }

    @Test
    void whatRunsOnALostNodeCountsAsDeadAndMayLiveOn() {
        runThree(1);
        for (int i = 0; i < 10 && yarn.running() == 3; i++) {
            yarn.loseNode();
        }

        assertThat(yarn.running()).isLessThan(3);
        assertThat(workers.values()).allMatch(SimulatedProcess::alive);
        simulation.runFor(20 * SECOND);
        assertThat(workers.values().stream().filter(SimulatedProcess::alive)).hasSize((int) yarn.running());
    }

    @Test
    void aRestartedResourceManagerForgetsRequestsAndSaysSo() {
        yarn.register(1, news::add);
        simulation.runFor(SECOND);
        yarn.restartResourceManager();
        yarn.ask(1, news::add, 2, 512);
        simulation.runFor(10 * SECOND);

        assertThat(news).contains(new YarnNews.Resync());
        assertThat(yarn.heldAndPending()).isZero();
    }
}
