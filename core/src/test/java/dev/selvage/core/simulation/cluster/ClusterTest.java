package dev.selvage.core.simulation.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvage.core.loop.Component;
import dev.selvage.core.loop.Turn;
import dev.selvage.core.simulation.Simulation;
import dev.selvage.core.simulation.world.FileModel;
import dev.selvage.core.simulation.world.SimulatedStorage;
import dev.selvage.core.simulation.world.SimulatedZooKeeper;
import dev.selvage.core.simulation.world.ZooKeeperModel.Operation;
import dev.selvage.core.simulation.world.yarn.SimulatedYarn;
import dev.selvage.core.simulation.world.yarn.YarnNews;
import dev.selvage.core.simulation.world.yarn.YarnNews.Container;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClusterTest {

    private static final long SECOND = 1_000_000;

    private final Simulation simulation = new Simulation(8);
    private final List<Heard> heardByMaster = new ArrayList<>();
    private final List<Heard> heardByWorker = new ArrayList<>();
    private final List<Heard> heardByWatcher = new ArrayList<>();

    /** Wishes at times, in milliseconds, and notes what it hears. */
    private record Script(Map<Long, List<Wish>> wishes, List<Heard> heard, List<Long> done)
            implements Component<Heard, Wish> {

        static Script of(Map<Long, List<Wish>> wishes, List<Heard> heard) {
            return new Script(wishes, heard, new ArrayList<>());
        }

        @Override
        public List<Wish> onMessage(Heard message, Turn turn) {
            heard.add(message);
            return List.of();
        }

        @Override
        public List<Wish> onWake(Turn turn) {
            List<Wish> due = new ArrayList<>();
            wishes.keySet().stream()
                    .sorted()
                    .filter(at -> at <= turn.nowMillis() && !done.contains(at))
                    .toList()
                    .forEach(at -> {
                        done.add(at);
                        due.addAll(wishes.getOrDefault(at, List.of()));
                    });
            return due;
        }

        @Override
        public long wakeAtMillis() {
            return wishes.keySet().stream()
                    .filter(at -> !done.contains(at))
                    .mapToLong(Long::longValue)
                    .min()
                    .orElse(NEVER);
        }
    }

    private Cluster cluster(Map<Long, List<Wish>> master, Map<Long, List<Wish>> worker) {
        simulation.faults().stop();
        Cluster cluster = new Cluster(simulation, new Cluster.Program() {
            @Override
            public String attemptName(int attempt) {
                return "master-" + attempt;
            }

            @Override
            public Component<Heard, Wish> attempt(int attempt) {
                return Script.of(master, heardByMaster);
            }

            @Override
            public Component<Heard, Wish> container(Container container) {
                return Script.of(worker, heardByWorker);
            }
        });
        cluster.watch("watcher", Script.of(Map.of(), heardByWatcher));
        cluster.zooKeeper().prepare("/node", "before");
        cluster.yarn().submit(1);
        return cluster;
    }

    @Test
    void eachWishIsCarriedOutAndAnswered() {
        Cluster cluster = cluster(
                Map.of(
                        1L,
                        List.of(
                                new Wish.Register(),
                                new Wish.AskContainers(1, 512),
                                new Wish.Store(7, new SimulatedStorage.Request.CreateDirectories("/directory")),
                                new Wish.Transact(8, List.of(new Operation.Write("/node", "after", 0))),
                                new Wish.Send("watcher", "a loose word")),
                        2_000L,
                        List.of(new Wish.ReadNode(9, "/node"), new Wish.Launch(1)),
                        5_000L,
                        List.of(new Wish.Unregister(), new Wish.Exit())),
                Map.of(3_000L, List.of(new Wish.Dial("watcher"))));
        simulation.runFor(4 * SECOND);

        assertThat(cluster.yarn().running()).isEqualTo(1);
        assertThat(heardByMaster)
                .contains(
                        new Heard.FromYarn(new YarnNews.Registered(List.of())),
                        new Heard.FromStorage(7, new SimulatedStorage.Reply.Came(FileModel.Outcome.DONE)),
                        new Heard.FromZooKeeper(8, new SimulatedZooKeeper.Reply.Committed()))
                .anyMatch(it -> it instanceof Heard.FromZooKeeper found && found.request() == 9);
        assertThat(heardByWorker).containsExactly(new Heard.Connected(1, "watcher"));
        assertThat(heardByWatcher)
                .containsExactly(new Heard.Loose("master-1", "a loose word"), new Heard.Connected(1, "container-1"));
        simulation.runFor(4 * SECOND);
        assertThat(cluster.yarn().state()).isEqualTo(SimulatedYarn.State.FINISHED);
        assertThat(cluster.yarn().running()).isZero();
        assertThat(heardByWatcher).endsWith(new Heard.Disconnected(1));
    }

    @Test
    void onlyAttemptsSpeakToYarn() {
        cluster(
                Map.of(
                        1L, List.of(new Wish.Register(), new Wish.AskContainers(1, 512)),
                        2_000L, List.of(new Wish.Launch(1))),
                Map.of(1L, List.of(new Wish.Unregister())));

        assertThatThrownBy(() -> simulation.runFor(4 * SECOND))
                .hasMessage("expected only attempts to speak to YARN, but container-1 wants Unregister[]");
    }
}
