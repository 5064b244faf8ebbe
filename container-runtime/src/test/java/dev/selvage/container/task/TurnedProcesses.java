package dev.selvage.container.task;

import dev.selvage.container.network.LocalChannels;
import dev.selvage.container.network.TurnedNetwork;
import dev.selvage.core.id.SubtaskId;
import dev.selvage.core.id.TaskManagerId;
import dev.selvage.core.message.Peer;
import dev.selvage.core.message.Placement;
import dev.selvage.core.plan.ExecutionPlan;
import dev.selvage.core.plan.Vertex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The processes that a {@link TurnedJob} runs in, one or two of them, and which subtask is where. */
final class TurnedProcesses {
    private final Random random;
    private final Optional<TurnedNetwork> network;
    private final Map<SubtaskId, Integer> places = new TreeMap<>();

    private TurnedProcesses(Random random, Optional<TurnedNetwork> network) {
        this.random = random;
        this.network = network;
    }

    static TurnedProcesses one() {
        return new TurnedProcesses(new Random(0), Optional.empty());
    }

    static TurnedProcesses two(Random random) {
        return new TurnedProcesses(random, Optional.of(new TurnedNetwork(random)));
    }

    private int count() {
        return network.isPresent() ? 2 : 1;
    }

    /** Puts subtasks somewhere, others than before perhaps. */
    void place(List<SubtaskId> subtasks) {
        subtasks.forEach(subtask -> places.put(subtask, random.nextInt(count())));
    }

    /** What each process offers the tasks of one deployment in it. */
    List<TaskProcess> offers(SnapshotSettings snapshots, Task.Clocks clocks, Pace pace) {
        List<TaskProcess> offers = new ArrayList<>();
        for (int process = 0; process < count(); process++) {
            int number = process;
            offers.add(new TaskProcess(
                    name(process),
                    new LocalChannels(),
                    network.map(all -> all.of(number)),
                    address -> {
                        throw new IllegalStateException("expected no files, but was asked for " + address);
                    },
                    snapshots,
                    clocks,
                    pace.batchSize(),
                    pace.batchesUnderWay()));
        }
        return offers;
    }

    private static TaskManagerId name(int process) {
        return new TaskManagerId("turned" + process);
    }

    List<Peer> peers() {
        List<Peer> peers = new ArrayList<>();
        for (int process = 0; process < count(); process++) {
            var address = TurnedNetwork.addressOf(process);
            peers.add(new Peer(name(process), address.getHostString(), address.getPort()));
        }
        return peers;
    }

    int placeOf(SubtaskId subtask) {
        return Objects.requireNonNull(places.get(subtask));
    }

    /** Where all of these subtasks are; the others are not of the deployment. */
    List<Placement> placements(ExecutionPlan plan, List<SubtaskId> deployed) {
        List<Placement> placements = new ArrayList<>();
        for (Vertex vertex : plan.vertices()) {
            placements.add(new Placement(
                    vertex.id(),
                    vertex.subtasks().stream()
                            .map(subtask -> deployed.contains(subtask) ? placeOf(subtask) : Placement.ELSEWHERE)
                            .toList()));
        }
        return placements;
    }

    /** Bytes get a little further. */
    void step() {
        network.ifPresent(TurnedNetwork::step);
    }

    void breakConnection() {
        network.ifPresent(TurnedNetwork::breakOne);
    }

    void close() {
        network.ifPresent(TurnedNetwork::close);
    }
}
